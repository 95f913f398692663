using Npgsql;
using Placements.EventStore;

namespace Placements.Application.Returns.Records;

/// <summary>An instant about which everything is known: what was recorded by then can be read, and nothing will be recorded before it.</summary>
/// <param name="Position">The last event of the log.</param>
/// <param name="WalesCodes">The last version of the Welsh codes.</param>
internal sealed record LogMoment(DateTimeOffset Instant, LogPosition Position, long WalesCodes)
{
    private const int LongestWaitInMilliseconds = 400;
    private const int Tries = 25;

    private const string Now = "select instant, log_transaction_id, log_seq_id, wales_codes from returns.moment()";

    /// <summary>
    /// An append has its recorded time before it commits, so the clock alone does not do: an entry recorded before an instant may come to
    /// be seen after it, and the same question would get another answer. Here appenders wait for a moment; when they go on they read the
    /// clock anew. Read then as known at the instant, in whatever snapshot, is the same for good.
    /// </summary>
    /// <returns>Null where a long append, an import, did not end in time.</returns>
    public static async Task<LogMoment?> Take(NpgsqlDataSource database, CancellationToken cancel)
    {
        for (var i = 0; i < Tries; i++)
        {
            try
            {
                return await Try(database, cancel);
            }
            catch (PostgresException inUse) when (inUse.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                // Appenders that queued behind this have their turn.
            }
        }
        return null;
    }

    private static async Task<LogMoment> Try(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = $"set local lock_timeout = {LongestWaitInMilliseconds}";
        await command.ExecuteNonQueryAsync(cancel);
        command.CommandText = Now;
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        var position = row.IsDBNull(1) ? LogPosition.Start : new LogPosition(row.GetFieldValue<ulong>(1), row.GetInt64(2));
        return new LogMoment(row.GetFieldValue<DateTimeOffset>(0), position, row.GetInt64(3));
    }
}
