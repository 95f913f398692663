using Npgsql;
using NpgsqlTypes;

namespace Placements.EventStore.Schema;

/// <summary>The database and this program do not fit together. The message says how, and what to do.</summary>
public sealed class SchemaMismatchException(string message) : Exception(message);

/// <summary>
/// Brings a database to the schema this program was built for. Safe to run from several hosts at once: each file runs once,
/// in its own transaction, under an advisory lock.
/// </summary>
public sealed class Migrator(NpgsqlDataSource dataSource)
{
    // Any fixed number; it must differ from other advisory locks in this database.
    private const long LockKey = 0x504C_4143_4D49_4752;

    /// <summary>
    /// Applies what is missing, component after component, and returns how many files that were. When nothing is missing
    /// it costs one query, because start-up is timed.
    /// </summary>
    /// <exception cref="SchemaMismatchException">
    /// An applied file has another content now, or the database has files that this program does not know (it is newer).
    /// Nothing was changed.
    /// </exception>
    public async Task<int> Apply(IReadOnlyList<MigrationSet> components, CancellationToken cancel = default)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancel);
        var applied = await ReadApplied(connection, cancel);
        var missing = components.SelectMany(set => Missing(set, applied).Select(file => (set.Component, File: file))).ToList();
        if (missing.Count == 0)
        {
            return 0;
        }

        await CreateJournal(connection, cancel);
        var count = 0;
        foreach (var (component, file) in missing)
        {
            if (await ApplyOne(connection, component, file, cancel))
            {
                count++;
            }
        }
        return count;
    }

    private static async Task<List<Applied>> ReadApplied(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select component, number, name, sha256 from placements.schema_migration order by component, number";
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancel);
            var applied = new List<Applied>();
            while (await reader.ReadAsync(cancel))
            {
                applied.Add(
                    new Applied(
                        reader.GetString(0),
                        reader.GetInt32(1),
                        reader.GetString(2),
                        await reader.GetFieldValueAsync<byte[]>(3, cancel)
                    )
                );
            }
            return applied;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return [];
        }
    }

    private static IEnumerable<Migration> Missing(MigrationSet set, List<Applied> all)
    {
        var applied = all.Where(row => row.Component == set.Component).ToList();
        foreach (var row in applied)
        {
            var file = set.Migrations.FirstOrDefault(migration => migration.Number == row.Number);
            if (file is null)
            {
                throw new SchemaMismatchException(
                    $"The database is newer than this program: it has {set.Component} schema file {row.Number} ({row.Name}), this program "
                        + $"knows up to {set.Migrations.Count}. Start the newer program, or restore a backup from before the upgrade."
                );
            }
            CheckUnchanged(set.Component, file, row.Sha256);
        }
        return set.Migrations.Where(migration => applied.TrueForAll(row => row.Number != migration.Number));
    }

    private static void CheckUnchanged(string component, Migration file, byte[] sha256)
    {
        if (!file.Sha256.AsSpan().SequenceEqual(sha256))
        {
            throw new SchemaMismatchException(
                $"{component} schema file {file.Number} ({file.Name}) was changed after this database had applied it. "
                    + "Put the file back as it was and bring the change as a new file with the next number."
            );
        }
    }

    private static async Task CreateJournal(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await TakeLock(connection, cancel);
        await Execute(
            connection,
            """
            create schema if not exists placements;
            create table if not exists placements.schema_migration (
              component text not null,
              number integer not null,
              name text not null,
              sha256 bytea not null,
              applied_at timestamptz not null default clock_timestamp(),
              primary key (component, number)
            );
            """,
            cancel
        );
        await transaction.CommitAsync(cancel);
    }

    /// <summary>False where another host has applied the file while we waited for the lock.</summary>
    private static async Task<bool> ApplyOne(NpgsqlConnection connection, string component, Migration file, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await TakeLock(connection, cancel);
        await using (var check = connection.CreateCommand())
        {
            check.CommandText = "select sha256 from placements.schema_migration where component = $1 and number = $2";
            check.Parameters.Add(new() { Value = component });
            check.Parameters.Add(new() { Value = file.Number });
            if (await check.ExecuteScalarAsync(cancel) is byte[] sha256)
            {
                CheckUnchanged(component, file, sha256);
                return false;
            }
        }

        await Execute(connection, file.Sql, cancel);
        await using (var note = connection.CreateCommand())
        {
            note.CommandText = "insert into placements.schema_migration (component, number, name, sha256) values ($1, $2, $3, $4)";
            note.Parameters.Add(new() { Value = component });
            note.Parameters.Add(new() { Value = file.Number });
            note.Parameters.Add(new() { Value = file.Name });
            note.Parameters.Add(new() { Value = file.Sha256, NpgsqlDbType = NpgsqlDbType.Bytea });
            await note.ExecuteNonQueryAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
        return true;
    }

    private static Task TakeLock(NpgsqlConnection connection, CancellationToken cancel) =>
        Execute(connection, $"select pg_advisory_xact_lock({LockKey})", cancel);

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        // A file that fills a new column in millions of rows, or another host ahead of us in the queue, may take its time.
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancel);
    }

    private sealed record Applied(string Component, int Number, string Name, byte[] Sha256);
}
