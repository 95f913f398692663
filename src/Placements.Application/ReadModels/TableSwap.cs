using Npgsql;
using Placements.EventStore;

namespace Placements.Application.ReadModels;

/// <summary>
/// Puts the rebuilt tables in the place of the live ones, in one short transaction in which nobody appends. Readers are never turned
/// away. They take the tables in an order that depends on the figure, so that of a reader and this each may hold what the other wants;
/// therefore it is this that gives up, well before the server looks for deadlocks (after a second), and begins the next try with the
/// table it did not get: readers who take that one first then hold nothing yet.
/// </summary>
internal sealed class TableSwap(NpgsqlConnection connection, string beside)
{
    /// <summary>Where the tables go that were live: the views hang on them until they are turned to the others.</summary>
    private const string Before = "read_models_before";
    private const int LongestWaitInMilliseconds = 400;

    private readonly List<string> order = [.. Views, .. ReadModelTables.All.Select(table => $"read_models.{table.Name}")];

    /// <summary>What figures read: whoever reads a view takes it before its table.</summary>
    private static IEnumerable<string> Views => ReadModelTables.Viewed.Select(table => $"reporting.recorded_{table.Name}");

    /// <summary>False where a table stayed in use; nothing has changed then.</summary>
    /// <param name="finish">Writes what was appended since; nobody appends any more.</param>
    public async Task<bool> Try(Func<NpgsqlConnection, Task> finish, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var wanted = "";
        try
        {
            await Execute($"set local lock_timeout = {LongestWaitInMilliseconds}", cancel);
            await StreamReplay.LockAppends(connection, cancel);
            await finish(connection);
            foreach (var relation in order)
            {
                wanted = relation;
                await Execute($"lock table {relation} in access exclusive mode", cancel);
            }
            await Execute($"create schema {Before}", cancel);
            foreach (var table in ReadModelTables.All.Select(table => table.Name))
            {
                await Execute(
                    $"alter table read_models.{table} set schema {Before}; alter table {beside}.{table} set schema read_models",
                    cancel
                );
            }
            await Execute(
                $"select read_models.keep_grants('{Before}'), reporting.turn_to_read_models(); drop schema {Before} cascade",
                cancel
            );
            await transaction.CommitAsync(cancel);
            return true;
        }
        catch (PostgresException inUse) when (inUse.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            await transaction.RollbackAsync(cancel);
            if (order.Remove(wanted))
            {
                order.Insert(0, wanted);
            }
            return false;
        }
    }

    private async Task Execute(string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
