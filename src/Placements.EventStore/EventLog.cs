using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Npgsql;

namespace Placements.EventStore;

/// <summary>
/// A place in the whole log, ordered by transaction id, then sequence number. Not by sequence number alone: a transaction that
/// takes its numbers early and commits late would then be passed by and never seen.
/// </summary>
/// <param name="TransactionId">PostgreSQL's 64-bit transaction id; means something in one database cluster only.</param>
/// <param name="SeqId">The sequence number of the last event seen in that transaction.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LogPosition(ulong TransactionId, long SeqId)
{
    /// <summary>Before the first event.</summary>
    public static LogPosition Start => default;
}

/// <summary>An event and where it stands in the whole log: resume after <paramref name="Position"/>.</summary>
public sealed record LogEntry(LogPosition Position, StoredEvent Event);

/// <summary>
/// Reads the whole log, all tenants, in an order in which nothing is ever inserted behind a reader. The price: an event is seen
/// once every transaction that was running when it was written has ended, so one long transaction holds all readers back.
/// Within a stream, events come in version order.
/// </summary>
public sealed class EventLog(NpgsqlDataSource dataSource)
{
    /// <summary>How long a follower that has seen everything sleeps. NOTIFY would be faster, but takes a lock for all commits in turn.</summary>
    public static readonly TimeSpan DefaultPoll = TimeSpan.FromMilliseconds(200);

    private const string Select = $"""
        select e.transaction_id, {EventRow.Stream}, {EventRow.Facts}, {EventRow.Metadata} from placements.mt_events e
        where (e.transaction_id, e.seq_id) > ($1, $2) and e.type <> '{EventRow.Tombstone}'
        """;

    private const string BelowRunningTransactions = "and e.transaction_id < pg_snapshot_xmin(pg_current_snapshot())";

    private const string InOrder = "order by e.transaction_id, e.seq_id limit $3";

    /// <summary>The next events after a position, at most <paramref name="limit"/>; empty when the reader is up to date.</summary>
    public async Task<IReadOnlyList<LogEntry>> ReadAfter(LogPosition position, int limit, CancellationToken cancel = default)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancel);
        return await Read(connection, $"{Select} {BelowRunningTransactions} {InOrder}", position, limit, cancel);
    }

    /// <summary>
    /// As <see cref="ReadAfter"/>, but up to the very last event. Only for a connection that holds
    /// <see cref="StreamReplay.LockAppends"/>: no append is under way then, so there is no running transaction to stop below.
    /// Its isolation must be read committed (the default), else it sees the log as it was before it had the lock.
    /// </summary>
    public static Task<IReadOnlyList<LogEntry>> ReadToEnd(
        NpgsqlConnection holdingTheLock,
        LogPosition position,
        int limit,
        CancellationToken cancel = default
    ) => Read(holdingTheLock, $"{Select} {InOrder}", position, limit, cancel);

    /// <summary>
    /// A position that everything committed later is after. Events after it may be visible already: who reads a snapshot of
    /// streams now and then the log from here sees every event at least once.
    /// </summary>
    public async Task<LogPosition> Horizon(CancellationToken cancel = default)
    {
        await using var command = dataSource.CreateCommand("select pg_snapshot_xmin(pg_current_snapshot())");
        return new LogPosition((ulong)(await command.ExecuteScalarAsync(cancel))!, 0);
    }

    /// <summary>
    /// Follows the log for good, from the checkpoint of <paramref name="name"/>, a page at a time; never an empty page. A page
    /// counts as handled when the next one is asked for; after a crash the last page comes again. One host at a time follows
    /// under a name; further ones wait until it stops. Ends only by cancellation or a database error.
    /// </summary>
    /// <param name="name">The checkpoint in <c>mt_event_progression</c>. A name nobody used before starts at the first event.</param>
    /// <param name="pageSize">At most so many events at once.</param>
    /// <param name="poll">How long to wait for more; <see cref="DefaultPoll"/> if null.</param>
    /// <param name="cancel">Ends the loop with <see cref="OperationCanceledException"/>.</param>
    public async IAsyncEnumerable<IReadOnlyList<LogEntry>> Follow(
        string name,
        int pageSize = 500,
        TimeSpan? poll = null,
        [EnumeratorCancellation] CancellationToken cancel = default
    )
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancel);
        while (!await TryLead(connection, name, cancel))
        {
            await Task.Delay(poll ?? DefaultPoll, cancel);
        }
        try
        {
            var position = await Checkpoint(connection, name, cancel);
            while (true)
            {
                var page = await Read(connection, $"{Select} {BelowRunningTransactions} {InOrder}", position, pageSize, cancel);
                if (page.Count == 0)
                {
                    await Task.Delay(poll ?? DefaultPoll, cancel);
                    continue;
                }
                yield return page;
                position = page[^1].Position;
                await SaveCheckpoint(connection, name, position, cancel);
            }
        }
        finally
        {
            await StopLeading(connection, name);
        }
    }

    /// <summary>How far the follower of this name has come; <see cref="LogPosition.Start"/> where there is none.</summary>
    public async Task<LogPosition> Checkpoint(string name, CancellationToken cancel = default)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancel);
        return await Checkpoint(connection, name, cancel);
    }

    /// <summary>Sets a checkpoint, in the caller's transaction if the connection has one open.</summary>
    public static async Task SaveCheckpoint(
        NpgsqlConnection connection,
        string name,
        LogPosition position,
        CancellationToken cancel = default
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            insert into placements.mt_event_progression (name, last_transaction_id, last_seq_id, last_updated)
            values ($1, $2, $3, clock_timestamp())
            on conflict (name) do update set last_transaction_id = excluded.last_transaction_id,
              last_seq_id = excluded.last_seq_id, last_updated = excluded.last_updated
            """;
        command.Parameters.Add(new() { Value = name });
        AddPosition(command, position);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<LogPosition> Checkpoint(NpgsqlConnection connection, string name, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select last_transaction_id, last_seq_id from placements.mt_event_progression where name = $1";
        command.Parameters.Add(new() { Value = name });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) && !reader.IsDBNull(0) ? Position(reader, 0, 1) : LogPosition.Start;
    }

    private static async Task<IReadOnlyList<LogEntry>> Read(
        NpgsqlConnection connection,
        string sql,
        LogPosition position,
        int limit,
        CancellationToken cancel
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        AddPosition(command, position);
        command.Parameters.Add(new() { Value = limit });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var entries = new List<LogEntry>();
        while (await reader.ReadAsync(cancel))
        {
            entries.Add(Entry(reader));
        }
        return entries;
    }

    private static LogEntry Entry(NpgsqlDataReader reader) =>
        new(Position(reader, 0, 3), EventRow.Read(reader, 3, reader.GetString(1), reader.GetGuid(2), metadata: true));

    private static LogPosition Position(NpgsqlDataReader reader, int transactionId, int seqId) =>
        new(reader.GetFieldValue<ulong>(transactionId), reader.GetInt64(seqId));

    private static void AddPosition(NpgsqlCommand command, LogPosition position)
    {
        command.Parameters.Add(new() { Value = position.TransactionId, DataTypeName = "xid8" });
        command.Parameters.Add(new() { Value = position.SeqId });
    }

    private static async Task<bool> TryLead(NpgsqlConnection connection, string name, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select pg_try_advisory_lock(hashtextextended('placements.follow:' || $1, 0))";
        command.Parameters.Add(new() { Value = name });
        return (bool)(await command.ExecuteScalarAsync(cancel))!;
    }

    private static async Task StopLeading(NpgsqlConnection connection, string name)
    {
        // A broken connection has given its lock back already.
        if (connection.FullState != System.Data.ConnectionState.Open)
        {
            return;
        }
        await using var command = connection.CreateCommand();
        command.CommandText = "select pg_advisory_unlock(hashtextextended('placements.follow:' || $1, 0))";
        command.Parameters.Add(new() { Value = name });
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
