using Npgsql;

namespace Placements.EventStore.Seals;

/// <summary>
/// What every append keeps to: versions are 1..n, recorded times do not go back, the stream knows its last version. It is what can be said of
/// entries that no seal covers yet.
/// </summary>
internal static class StreamShape
{
    private const string NotInOrder = $"""
        select seq_id, version, stream_id,
          case when version <> version_before + 1 then format('follows version %s', version_before) else 'was recorded before that' end
        from (
          select seq_id, version, stream_id, timestamp, lag(timestamp) over own as time_before, lag(version, 1, 0::bigint) over own as version_before
          from placements.mt_events where type <> '{EventRow.Tombstone}'
          window own as (partition by tenant_id, stream_id order by version, seq_id)
        ) e
        where version <> version_before + 1 or timestamp < time_before
        order by seq_id limit 1
        """;

    private const string OtherThanItsStream = $"""
        select e.seq_id, e.version, coalesce(s.id, e.stream_id), format('is the last, and the stream is at version %s', coalesce(s.version, 0))
        from placements.mt_streams s
        full join (
          select tenant_id, stream_id, max(version) as version, max(seq_id) as seq_id
          from placements.mt_events where type <> '{EventRow.Tombstone}' group by tenant_id, stream_id
        ) e on e.tenant_id = s.tenant_id and e.stream_id = s.id
        where coalesce(s.version, -1) <> coalesce(e.version, 0)
        order by e.seq_id limit 1
        """;

    /// <summary>Null where all is well.</summary>
    public static async Task<Disagreement?> Check(NpgsqlConnection connection, CancellationToken cancel) =>
        await Find(connection, NotInOrder, cancel) ?? await Find(connection, OtherThanItsStream, cancel);

    private static async Task<Disagreement?> Find(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel))
        {
            return null;
        }
        var stream = reader.GetGuid(2);
        if (reader.IsDBNull(0))
        {
            return new Disagreement(null, $"The entries of stream {stream} are missing.");
        }
        var seqId = reader.GetInt64(0);
        return new Disagreement(seqId, $"Entry {seqId} (version {reader.GetInt64(1)} of stream {stream}) {reader.GetString(3)}.");
    }
}
