using Npgsql;
using Placements.Application.Json;
using Placements.Application.Keys;
using Placements.EventStore;

namespace Placements.Application.ReadModels;

/// <summary>
/// Writes all read models anew from the log while appends go on: every stream into tables beside the live ones, then what came
/// meanwhile, then a swap in one short transaction. The rows are the live ones exactly, known times included.
/// </summary>
public sealed class Rebuild(NpgsqlDataSource database, IKeyWrapping keys)
{
    private const string Beside = "read_models_next";
    private const long OnlyOne = 0x504C_4143_5245_4255;
    private const int StreamsAtOnce = 500;
    private const int Page = 2_000;
    private const int MostRounds = 100;

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
            // A broken connection has given its lock back already; the next rebuild clears away what is left.
            if (connection.FullState == System.Data.ConnectionState.Open)
            {
                await Execute(
                    connection,
                    $"drop schema if exists {Beside} cascade; select pg_advisory_unlock({OnlyOne})",
                    CancellationToken.None
                );
            }
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
            await replay.Split(2 * Environment.ProcessorCount, cancel),
            new ParallelOptions { MaxDegreeOfParallelism = 2 * Environment.ProcessorCount, CancellationToken = cancel },
            async (range, cancelRange) =>
            {
                await using var worker = await database.OpenConnectionAsync(cancelRange);
                await foreach (var streams in Chunks(replay.ReadAllStreams(range, cancelRange), cancelRange))
                {
                    // One wait for the disk a chunk, not one a table.
                    await using var transaction = await worker.BeginTransactionAsync(cancelRange);
                    await WriteStreams(worker, streams, cancelRange);
                    await transaction.CommitAsync(cancelRange);
                    var sofar = Interlocked.Add(ref events, streams.Sum(stream => (long)stream.Events.Count));
                    progress?.Invoke($"{sofar:N0} entries replayed");
                }
            }
        );

        foreach (var table in ReadModelTables.All)
        {
            // New tables have no statistics, and figures asked right after the swap would be planned blind.
            await Execute(connection, $"analyze {Beside}.{table.Name}", cancel);
        }
        var swap = new TableSwap(connection, Beside);
        do
        {
            position = await CatchUp(connection, log, position, cancel);
        } while (!await swap.Try(toTheEnd => CatchUpToTheEnd(toTheEnd, position, cancel), cancel));
        return events;
    }

    /// <summary>
    /// As long as each round leaves much less to do than the one before: what is left is for the swap, during which appenders wait. Not
    /// until nothing is left: they may well be faster than this, which writes whole children.
    /// </summary>
    private async Task<LogPosition> CatchUp(NpgsqlConnection connection, EventLog log, LogPosition position, CancellationToken cancel)
    {
        var before = int.MaxValue;
        for (var round = 0; round < MostRounds; round++)
        {
            var page = await log.ReadAfter(position, Page, cancel);
            if (page.Count == 0)
            {
                break;
            }
            await WriteAgain(connection, page, cancel);
            position = page[^1].Position;
            if (page.Count < Page && page.Count > before / 2)
            {
                break;
            }
            before = page.Count;
        }
        return position;
    }

    private async Task CatchUpToTheEnd(NpgsqlConnection holdingTheLock, LogPosition position, CancellationToken cancel)
    {
        while (true)
        {
            var page = await EventLog.ReadToEnd(holdingTheLock, position, Page, cancel);
            if (page.Count == 0)
            {
                return;
            }
            await WriteAgain(holdingTheLock, page, cancel);
            position = page[^1].Position;
        }
    }

    /// <summary>Streams that were appended to since they were replayed are replayed again, whole.</summary>
    private async Task WriteAgain(NpgsqlConnection connection, IReadOnlyList<LogEntry> page, CancellationToken cancel)
    {
        var changed = page.Select(entry => (entry.Event.Tenant, entry.Event.StreamId)).Distinct().ToList();
        await using var batch = connection.CreateBatch();
        foreach (var table in ReadModelTables.All)
        {
            batch.BatchCommands.Add(
                new($"delete from {Beside}.{table.Name} where (tenant_id, child_id) in (select * from unnest($1, $2))")
                {
                    Parameters =
                    {
                        new NpgsqlParameter<string[]> { TypedValue = [.. changed.Select(stream => stream.Tenant)] },
                        new NpgsqlParameter<Guid[]> { TypedValue = [.. changed.Select(stream => stream.StreamId)] },
                    },
                }
            );
        }
        await batch.ExecuteNonQueryAsync(cancel);

        var store = new StreamStore(database);
        var streams = new List<StreamHistory>(changed.Count);
        foreach (var (tenant, id) in changed)
        {
            if ((await store.Load([tenant], id, cancel: cancel)).Stream is { } stream)
            {
                streams.Add(stream);
            }
        }
        await WriteStreams(connection, streams, cancel);
    }

    private Task WriteStreams(NpgsqlConnection connection, IReadOnlyList<StreamHistory> streams, CancellationToken cancel) =>
        BulkLoad.WriteRows(
            connection,
            Beside,
            streams.SelectMany(stream => RowHistory.Of(stream.Tenant, stream.Id, StoredFacts.FromStore(stream, keys))),
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
