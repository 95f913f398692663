using Npgsql;
using Placements.Application.Json;
using Placements.EventStore;

namespace Placements.Application.ReadModels;

/// <summary>
/// Writes all read models anew from the log while appends go on: every stream into tables beside the live ones, then what came
/// meanwhile, then a swap in one short transaction. The rows are the live ones exactly, known times included.
/// </summary>
public sealed class Rebuild(NpgsqlDataSource database)
{
    private const string Beside = "read_models_next";
    private const long OnlyOne = 0x504C_4143_5245_4255;
    private const int StreamsAtOnce = 500;
    private const int Page = 2_000;

    /// <exception cref="InvalidOperationException">Another rebuild of this database is running.</exception>
    public async Task<long> Run(Action<string>? progress, CancellationToken cancel)
    {
        await using var connection = await database.OpenConnectionAsync(cancel);
        if (!await Scalar<bool>(connection, $"select pg_try_advisory_lock({OnlyOne})", cancel))
        {
            throw new InvalidOperationException("Another rebuild of this database is running; wait for it, or stop it.");
        }
        try
        {
            return await Run(connection, progress, cancel);
        }
        finally
        {
            await Execute(
                connection,
                $"drop schema if exists {Beside} cascade; select pg_advisory_unlock({OnlyOne})",
                CancellationToken.None
            );
        }
    }

    private async Task<long> Run(NpgsqlConnection connection, Action<string>? progress, CancellationToken cancel)
    {
        await Execute(
            connection,
            $"drop schema if exists {Beside} cascade; create schema {Beside}; select read_models.create_tables('{Beside}')",
            cancel
        );
        var log = new EventLog(database);
        var position = await log.Horizon(cancel);

        var replay = new StreamReplay(database);
        var events = 0L;
        await Parallel.ForEachAsync(
            await replay.Split(Environment.ProcessorCount, cancel),
            cancel,
            async (range, cancelRange) =>
            {
                await foreach (var streams in Chunks(replay.ReadAllStreams(range, cancelRange), cancelRange))
                {
                    await using var worker = await database.OpenConnectionAsync(cancelRange);
                    await WriteStreams(worker, streams, cancelRange);
                    var sofar = Interlocked.Add(ref events, streams.Sum(stream => (long)stream.Events.Count));
                    progress?.Invoke($"{sofar:N0} entries replayed");
                }
            }
        );

        while (true)
        {
            var page = await log.ReadAfter(position, Page, cancel);
            if (page.Count == 0)
            {
                break;
            }
            await WriteAgain(connection, page, cancel);
            position = page[^1].Position;
        }
        foreach (var table in ReadModelTables.All)
        {
            // New tables have no statistics, and figures asked right after the swap would be planned blind.
            await Execute(connection, $"analyze {Beside}.{table.Name}", cancel);
        }
        await Swap(connection, position, cancel);
        return events;
    }

    /// <summary>Appenders wait from here to the commit.</summary>
    private async Task Swap(NpgsqlConnection connection, LogPosition position, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await StreamReplay.LockAppends(connection, cancel);
        while (true)
        {
            var page = await EventLog.ReadToEnd(connection, position, Page, cancel);
            if (page.Count == 0)
            {
                break;
            }
            await WriteAgain(connection, page, cancel);
            position = page[^1].Position;
        }
        foreach (var table in ReadModelTables.All)
        {
            await Execute(
                connection,
                $"drop table read_models.{table.Name}; alter table {Beside}.{table.Name} set schema read_models",
                cancel
            );
        }
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Streams that were appended to since they were replayed are replayed again, whole.</summary>
    private async Task WriteAgain(NpgsqlConnection connection, IReadOnlyList<LogEntry> page, CancellationToken cancel)
    {
        var store = new StreamStore(database);
        var streams = new List<StreamHistory>();
        foreach (var (tenant, id) in page.Select(entry => (entry.Event.Tenant, entry.Event.StreamId)).Distinct())
        {
            foreach (var table in ReadModelTables.All)
            {
                await using var delete = connection.CreateCommand();
                delete.CommandText = $"delete from {Beside}.{table.Name} where tenant_id = $1 and child_id = $2";
                delete.Parameters.Add(new() { Value = tenant });
                delete.Parameters.Add(new() { Value = id });
                await delete.ExecuteNonQueryAsync(cancel);
            }
            if ((await store.Load([tenant], id, cancel: cancel)).Stream is { } stream)
            {
                streams.Add(stream);
            }
        }
        await WriteStreams(connection, streams, cancel);
    }

    private static Task WriteStreams(NpgsqlConnection connection, IReadOnlyList<StreamHistory> streams, CancellationToken cancel) =>
        BulkLoad.WriteRows(
            connection,
            Beside,
            streams.SelectMany(stream => RowHistory.Of(stream.Tenant, stream.Id, StoredFacts.FromStore(stream.Events))),
            cancel
        );

    private static async IAsyncEnumerable<List<StreamHistory>> Chunks(
        IAsyncEnumerable<StreamHistory> streams,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
    )
    {
        var chunk = new List<StreamHistory>(StreamsAtOnce);
        await foreach (var stream in streams.WithCancellation(cancel))
        {
            chunk.Add(stream);
            if (chunk.Count == StreamsAtOnce)
            {
                yield return chunk;
                chunk = new List<StreamHistory>(StreamsAtOnce);
            }
        }
        if (chunk.Count > 0)
        {
            yield return chunk;
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<T> Scalar<T>(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (T)(await command.ExecuteScalarAsync(cancel))!;
    }
}
