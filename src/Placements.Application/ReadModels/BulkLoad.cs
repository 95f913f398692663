using Npgsql;
using Placements.Application.Json;
using Placements.Application.Keys;
using Placements.Application.Recording;
using Placements.Domain.Journey;
using Placements.EventStore;

namespace Placements.Application.ReadModels;

/// <summary>A child's whole stream, with the recorded times it had elsewhere.</summary>
/// <param name="RecordedBy">The subject who recorded an entry; the entry itself has the name.</param>
public sealed record ChildHistory(string Tenant, Guid ChildId, IReadOnlyList<Entry> Entries, Func<Entry, string> RecordedBy);

/// <summary>
/// Writes whole streams with their read models: for the demo and for taking over a whole database. The one way in that gives recorded
/// times, so nothing that HTTP reaches may come here.
/// </summary>
public sealed class BulkLoad(NpgsqlDataSource database, IKeyWrapping keys)
{
    private const int ChildrenAtOnce = 500;

    /// <summary>All of them or, if anything fails or the process dies, none.</summary>
    /// <param name="progress">Told how many children are written so far.</param>
    public async Task<(int Children, long Events)> Load(IEnumerable<ChildHistory> children, Action<int>? progress, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var (count, events) = (0, 0L);
        var ready = Prepared.Nothing;
        foreach (var chunk in children.Chunk(ChildrenAtOnce))
        {
            // The next children are worked out while PostgreSQL takes these.
            var next = Task.Run(() => Prepared.Of(chunk, keys), cancel);
            await Write(ready);
            ready = await next;
        }
        await Write(ready);
        await transaction.CommitAsync(cancel);
        return (count, events);

        async Task Write(Prepared prepared)
        {
            events += await BulkLoader.Load(transaction, prepared.Streams, cancel: cancel);
            await WriteRows(connection, "read_models", prepared.Rows, cancel);
            count += prepared.Streams.Count;
            progress?.Invoke(count);
        }
    }

    internal static async Task WriteRows(NpgsqlConnection connection, string schema, IEnumerable<KnownRow> rows, CancellationToken cancel)
    {
        foreach (var table in rows.GroupBy(row => ReadModelTables.For(row.Row)))
        {
            await table.Key.Copy(connection, schema, table, cancel);
        }
    }

    /// <summary>Into the live tables, as the owner or as the host's role, for whom they are walled.</summary>
    internal static async Task WriteLiveRows(NpgsqlConnection connection, IEnumerable<KnownRow> rows, CancellationToken cancel)
    {
        await using var ask = connection.CreateCommand();
        ask.CommandText = "select row_security_active('placements.mt_streams')";
        if (!(bool)(await ask.ExecuteScalarAsync(cancel))!)
        {
            await WriteRows(connection, "read_models", rows, cancel);
            return;
        }
        foreach (var table in rows.GroupBy(row => ReadModelTables.For(row.Row)))
        {
            await table.Key.CopyWalled(connection, table, cancel);
        }
    }

    /// <summary>Children as they are written.</summary>
    private sealed record Prepared(IReadOnlyList<BulkHistory> Streams, IReadOnlyList<KnownRow> Rows)
    {
        public static Prepared Nothing { get; } = new([], []);

        public static Prepared Of(ChildHistory[] children, IKeyWrapping keys) =>
            new(
                [.. children.Select(child => Stream(child, keys))],
                [.. children.SelectMany(child => RowHistory.Of(child.Tenant, child.ChildId, child.Entries))]
            );
    }

    private static BulkHistory Stream(ChildHistory child, IKeyWrapping keys)
    {
        using var key = ChildKey.Of(child.Tenant, child.ChildId, keys);
        List<BulkEvent> events =
        [
            .. child.Entries.Select(entry => new BulkEvent(StoredFacts.ToStore(entry.Id, entry.Fact, key), entry.RecordedAt)
            {
                UserName = child.RecordedBy(entry),
                Headers = new EntryHeaders(entry.RecordedBy).ToJson(),
            }),
        ];
        return new BulkHistory(child.Tenant, child.ChildId, Recorder.StreamType, events) { Key = key.ToKeep };
    }
}
