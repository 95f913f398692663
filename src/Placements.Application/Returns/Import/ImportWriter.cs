using Npgsql;
using Placements.Application.Access;
using Placements.Application.Json;
using Placements.Application.Keys;
using Placements.Application.ReadModels;
using Placements.Application.Recording;
using Placements.Application.Returns.Files;
using Placements.EventStore;

namespace Placements.Application.Returns.Import;

/// <summary>A child as an import found it.</summary>
/// <param name="Changes">Null where nothing of the child could be taken.</param>
internal sealed record ChildTaken(IReadOnlyList<ReturnRow> Rows, ChildChanges? Changes, IReadOnlyList<ReturnProblem> Problems)
{
    /// <summary>The entries as they are stored; none where nothing is to be written.</summary>
    public IReadOnlyList<ImportedEvent> Events { get; init; } = [];

    /// <summary>The key that they are encrypted with, where it is new.</summary>
    public StreamKey? Key { get; init; }

    /// <summary>What the read models say of a new child; none of others, whose rows depend on those that stand.</summary>
    public IReadOnlyList<ReadModelRow> Begun { get; init; } = [];
}

/// <summary>Writes children with their read models: new ones in bulk, others as a command would.</summary>
internal sealed class ImportWriter(
    NpgsqlTransaction transaction,
    IKeyWrapping keys,
    Caller caller,
    ImportSetting setting,
    ImportTally tally
)
{
    public ImportedStreams Streams { get; } = new(transaction, caller.Subject, setting.Batch.ToString());

    /// <summary>All of the writing that can be done without the database, so that it can be done while the database is at work.</summary>
    public ChildTaken Prepare(ChildTaken child)
    {
        if (child.Changes is not { } changes)
        {
            return child;
        }
        using var key = changes.Held.Stream is { } stream
            ? ChildKey.Of(stream, keys)
            : ChildKey.Of(setting.Authority, changes.Held.ChildId, keys);
        return child with
        {
            Events = [.. changes.Entries.Select(entry => ToStore(entry, key))],
            Key = key.ToKeep,
            Begun = changes.Held.IsNew ? Projection.Of(changes.After) : [],
        };
    }

    /// <param name="children">Prepared, if they are to be written.</param>
    /// <param name="onlyCount">Writes nothing.</param>
    public async Task Write(IReadOnlyList<ChildTaken> children, bool onlyCount, CancellationToken cancel)
    {
        foreach (var child in children)
        {
            Count(child);
        }
        if (onlyCount)
        {
            return;
        }
        List<(Guid Id, ChildTaken Child)> begun =
        [
            .. children.Where(child => child.Changes is { Held.IsNew: true }).Select(child => (child.Changes!.Held.ChildId, child)),
        ];
        if (begun.Count > 0)
        {
            await Begin(begun, cancel);
        }
        foreach (var child in children)
        {
            if (child.Changes is { Held.IsNew: false, Entries.Count: > 0 } changes)
            {
                await Append(child, changes, cancel);
            }
        }
    }

    private async Task Begin(List<(Guid Id, ChildTaken Child)> begun, CancellationToken cancel)
    {
        var recordedAt = await Streams.Begin(
            setting.Authority,
            Recorder.StreamType,
            [.. begun.Select(one => new ImportedHistory(one.Id, one.Child.Events, one.Child.Key))],
            cancel
        );
        var rows = begun.SelectMany(one => one.Child.Begun.Select(row => new KnownRow(setting.Authority, one.Id, row, recordedAt, null)));
        await BulkLoad.WriteLiveRows(transaction.Connection!, rows, cancel);
    }

    private async Task Append(ChildTaken child, ChildChanges changes, CancellationToken cancel)
    {
        var stream = changes.Held.Stream!;
        await Streams.Append(stream, child.Events, Recorder.Changes(stream, child.Key, changes.Before, changes.After), cancel);
    }

    private ImportedEvent ToStore(ImportedEntry entry, ChildKey key) =>
        new(StoredFacts.ToStore(entry.EntryId, entry.Fact, key), EntryHeaders.Of(caller.Name, entry.Source).ToJson());

    private void Count(ChildTaken child)
    {
        // Looked at because the source does not tell of the child, and found as it should be.
        if (child is { Rows.Count: 0, Changes.Entries.Count: 0 })
        {
            return;
        }
        tally.Episodes += child.Rows.Count(row => row.Table == setting.Source.Episodes);
        tally.Entries += child.Changes?.Entries.Count ?? 0;
        switch (child.Changes)
        {
            case null:
                tally.LeftOut++;
                break;
            case { Held.IsNew: true }:
                tally.New++;
                break;
            case { Entries.Count: > 0 }:
                tally.Changed++;
                break;
            default:
                tally.Unchanged++;
                break;
        }
        foreach (var problem in child.Problems)
        {
            tally.Add(problem);
        }
    }
}
