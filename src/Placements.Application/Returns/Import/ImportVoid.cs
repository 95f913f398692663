using Npgsql;
using Placements.Application.Access;
using Placements.Application.Json;
using Placements.Application.Keys;
using Placements.Application.Recording;
using Placements.Application.Retention;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;
using Placements.EventStore;

namespace Placements.Application.Returns.Import;

/// <summary>What taking back an import did.</summary>
/// <param name="Children">Whose records changed.</param>
/// <param name="Entries">Voids and corrections recorded.</param>
/// <param name="Standing">Children of whom something of the import still stands, and why.</param>
public sealed record VoidReport(Guid ImportId, long Children, long Entries, IReadOnlyList<StillStanding> Standing);

/// <param name="Code">Stable: <c>changed_since</c>, or the code of the rule that refused.</param>
public sealed record StillStanding(Guid ChildId, string Code, string Message);

/// <summary>The three ends of taking back an import.</summary>
public abstract record VoidOutcome
{
    private VoidOutcome() { }

    public sealed record Voided(VoidReport Report) : VoidOutcome;

    public sealed record NotFound : VoidOutcome;

    public sealed record VoidedBefore : VoidOutcome;
}

/// <summary>
/// Takes an import back: what it added is voided, what it corrected is corrected to what stood before, what it voided is recorded anew.
/// Nothing is deleted. One transaction.
/// </summary>
public sealed class ImportVoid(NpgsqlDataSource database, IKeyWrapping keys, TimeProvider clock)
{
    private const int ChildrenAtOnce = 400;

    /// <param name="reason">Stands in every entry.</param>
    public async Task<VoidOutcome> Run(Caller caller, Guid importId, string reason, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var (authority, voidedBefore) = await Lock(connection, caller, importId, cancel);
        if (authority is null)
        {
            return new VoidOutcome.NotFound();
        }
        if (voidedBefore)
        {
            return new VoidOutcome.VoidedBefore();
        }

        var streams = new ImportedStreams(transaction, caller.Subject, $"void {importId}");
        var (children, entries) = (0L, 0L);
        var standing = new List<StillStanding>();
        foreach (var chunk in (await Children(connection, authority, importId, cancel)).Chunk(ChildrenAtOnce))
        {
            foreach (var stream in (await streams.LoadAndLock(authority, chunk, cancel)).Values)
            {
                using var key = ChildKey.Of(stream, keys);
                if (key.IsDestroyed)
                {
                    standing.Add(new StillStanding(stream.Id, Erasure.Refusal.Code, Erasure.Refusal.Message));
                    continue;
                }
                var taken = TakeBack(stream, key, importId, reason, standing);
                if (taken.Accepted.Count == 0)
                {
                    continue;
                }
                children++;
                entries += taken.Accepted.Count;
                List<ImportedEvent> events =
                [
                    .. taken.Accepted.Select(fact => new ImportedEvent(
                        StoredFacts.ToStore(fact.EntryId, fact.Fact, key),
                        new EntryHeaders(caller.Name).ToJson()
                    )),
                ];
                await streams.Append(stream, events, Recorder.Changes(stream, key.ToKeep, taken.Before, taken.After), cancel);
            }
        }
        await transaction.CommitAsync(cancel);
        if (await HiddenChildren.From(database, caller, [authority], cancel) is { } hidden)
        {
            standing.RemoveAll(child => hidden.Contains(child.ChildId));
        }
        return new VoidOutcome.Voided(new VoidReport(importId, children, entries, standing));
    }

    private Decision TakeBack(StreamHistory stream, ChildKey key, Guid importId, string reason, List<StillStanding> standing)
    {
        var entries = StoredFacts.FromStore(stream, key);
        var proposed = new List<(Guid, ChildEvent)>();
        var changed = false;
        // The last first: each is taken back to what stood before it.
        for (var i = entries.Count - 1; i >= 0; i--)
        {
            if (entries[i].Source?.Batch != importId)
            {
                continue;
            }
            var target = TargetOf(entries[i]);
            if (entries.Skip(i + 1).Any(later => later.Source?.Batch != importId && TargetOf(later) == target))
            {
                changed = true;
                continue;
            }
            if (Undo(entries, i, reason) is { } undo)
            {
                proposed.Add((Guid.CreateVersion7(), undo));
            }
        }
        if (changed)
        {
            standing.Add(
                new StillStanding(stream.Id, "changed_since", "An entry was corrected or voided since: what was said then stands.")
            );
        }
        var decision = Decision.Of(entries, proposed, London.Today(clock));
        foreach (var refusal in decision.Refusals)
        {
            standing.Add(new StillStanding(stream.Id, refusal.Code, refusal.Message));
        }
        return decision;
    }

    /// <summary>The entry that one is about: itself, or the one it corrects or voids.</summary>
    private static Guid TargetOf(Entry entry) =>
        entry.Fact switch
        {
            EntryCorrected correction => correction.EntryId,
            EntryVoided voided => voided.EntryId,
            _ => entry.Id,
        };

    private static ChildEvent? Undo(IReadOnlyList<Entry> entries, int place, string reason)
    {
        var entry = entries[place];
        var before = StandingFact.Of([.. entries.Take(place)]).Find(fact => fact.EntryId == TargetOf(entry))?.Fact;
        return entry.Fact switch
        {
            EntryCorrected correction when before is not null => new EntryCorrected
            {
                EffectiveOn = before.EffectiveOn,
                EntryId = correction.EntryId,
                Facts = before,
                Reason = reason,
            },
            EntryVoided => before,
            EntryCorrected => null,
            _ => new EntryVoided
            {
                EffectiveOn = entry.Fact.EffectiveOn,
                EntryId = entry.Id,
                Reason = reason,
            },
        };
    }

    private static async Task<(string? Authority, bool VoidedBefore)> Lock(
        NpgsqlConnection connection,
        Caller caller,
        Guid importId,
        CancellationToken cancel
    )
    {
        if (!Operations.Import.Permits(caller))
        {
            return (null, false);
        }
        await using var command = connection.CreateCommand();
        command.CommandText = """
            update returns.import i set voided_at = coalesce(i.voided_at, clock_timestamp()), voided_by_name = coalesce(i.voided_by_name, $3)
            from (select import_id, voided_at from returns.import where import_id = $1 and tenant_id = any($2) for update) was
            where i.import_id = was.import_id
            returning i.tenant_id, was.voided_at is not null
            """;
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = importId });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. caller.Authorities] });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = caller.Name });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? (reader.GetString(0), reader.GetBoolean(1)) : (null, false);
    }

    /// <summary>Reads the whole log of the authority once: taking back is rare, and an index for it would slow every append.</summary>
    private static async Task<List<Guid>> Children(NpgsqlConnection connection, string authority, Guid importId, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select distinct stream_id from placements.mt_events where tenant_id = $1 and correlation_id = $2";
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = authority });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = importId.ToString() });
        var children = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            children.Add(reader.GetGuid(0));
        }
        return children;
    }
}
