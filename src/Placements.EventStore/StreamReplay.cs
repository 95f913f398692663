using System.Runtime.CompilerServices;
using Npgsql;

namespace Placements.EventStore;

/// <summary>A run of streams in the order (tenant, stream id): from, inclusive, to the next range's start.</summary>
/// <param name="From">Null: from the first stream.</param>
/// <param name="Until">Null: to the last stream.</param>
public sealed record StreamRange((string Tenant, Guid StreamId)? From, (string Tenant, Guid StreamId)? Until)
{
    /// <summary>Every stream there is.</summary>
    public static StreamRange All { get; } = new(null, null);
}

/// <summary>Reads every stream, for the rebuild of read models, and makes appenders wait for its last step.</summary>
public sealed class StreamReplay(NpgsqlDataSource dataSource)
{
    /// <summary>
    /// Ranges with about the same number of streams each, so that several workers can share a replay. Together they cover every
    /// stream, also those that come later.
    /// </summary>
    public async Task<IReadOnlyList<StreamRange>> Split(int parts, CancellationToken cancel = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        await using var command = dataSource.CreateCommand(
            """
            select tenant_id, id from (
              select tenant_id, id, row_number() over (order by tenant_id, id) - 1 as place, count(*) over () as total
              from placements.mt_streams
            ) s
            where place > 0 and place * $1 / total > (place - 1) * $1 / total
            order by tenant_id, id
            """
        );
        command.Parameters.Add(new() { Value = parts });
        var ranges = new List<StreamRange>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        (string, Guid)? from = null;
        while (await reader.ReadAsync(cancel))
        {
            (string, Guid)? border = (reader.GetString(0), reader.GetGuid(1));
            ranges.Add(new StreamRange(from, border));
            from = border;
        }
        ranges.Add(new StreamRange(from, null));
        return ranges;
    }

    /// <summary>
    /// Whole streams in the order (tenant, stream id), each with its events in version order, as one snapshot. Holds one stream
    /// in memory and one connection until the enumeration ends.
    /// </summary>
    public async IAsyncEnumerable<StreamHistory> ReadAllStreams(
        StreamRange range,
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        await using var command = dataSource.CreateCommand();
        command.CommandText = $"""
            select {EventRow.Stream}, {EventRow.Key}, {EventRow.Facts}, {EventRow.Metadata} from placements.mt_events e
            {EventRow.JoinKey}
            {Where(range, command.Parameters)}
            order by e.tenant_id, e.stream_id, e.version
            """;
        // As long as the slowest consumer takes.
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancel);

        var events = new List<StoredEvent>();
        StreamKey? key = null;
        while (await reader.ReadAsync(cancel))
        {
            var next = EventRow.Read(reader, 4, reader.GetString(0), reader.GetGuid(1), metadata: true);
            if (events.Count > 0 && (events[0].StreamId != next.StreamId || events[0].Tenant != next.Tenant))
            {
                yield return History(events, key);
                (events, key) = ([], null);
            }
            key ??= EventRow.ReadKey(reader, 2);
            if (next.Type != EventRow.Tombstone)
            {
                events.Add(next);
            }
        }
        if (events.Count > 0)
        {
            yield return History(events, key);
        }
    }

    /// <summary>
    /// Makes appenders wait until the transaction of this connection ends; they then go on as if nothing had been. Returns when
    /// the appends under way are done. Loads are not held up. Keep the transaction short and
    /// set a lock_timeout in it: requests queue behind this lock also while it waits itself, for instance for a bulk load.
    /// </summary>
    public static async Task LockAppends(NpgsqlConnection connection, CancellationToken cancel = default)
    {
        await using var command = connection.CreateCommand();
        // Appends begin with a write to this table, before they have a transaction id; two of these locks exclude each other.
        command.CommandText = "lock table placements.mt_streams in share row exclusive mode";
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static string Where(StreamRange range, NpgsqlParameterCollection parameters)
    {
        var conditions = new List<string>();
        void Border(string comparison, (string Tenant, Guid StreamId)? border)
        {
            if (border is { } at)
            {
                parameters.Add(new() { Value = at.Tenant });
                parameters.Add(new() { Value = at.StreamId });
                conditions.Add($"(e.tenant_id, e.stream_id) {comparison} (${parameters.Count - 1}, ${parameters.Count})");
            }
        }
        Border(">=", range.From);
        Border("<", range.Until);
        return conditions.Count == 0 ? "" : $"where {string.Join(" and ", conditions)}";
    }

    private static StreamHistory History(List<StoredEvent> events, StreamKey? key) =>
        new(events[0].Tenant, events[0].StreamId, events[^1].Version, events) { Key = key };
}
