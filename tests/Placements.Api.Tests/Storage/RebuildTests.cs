using Npgsql;
using Placements.Application;
using Placements.Application.ReadModels;
using Placements.Testing;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Storage;

/// <summary>Read models written anew are the live ones, row for row, whatever goes on meanwhile.</summary>
public sealed class RebuildTests(TestCluster cluster) : IAsyncLifetime
{
    private NpgsqlDataSource database = null!;

    public async ValueTask InitializeAsync() =>
        database = await PlacementsDatabase.Open(await cluster.CreateDatabase(), CancellationToken.None);

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Rebuilt_rows_equal_live_rows_known_ranges_included(int seed)
    {
        var records = new RandomRecords(database, seed, restricts: true);
        await records.Register(12);
        await records.Record(250);
        var live = await Dump.Of(database);
        Assert.All(ReadModelTables.All, table => Assert.Contains(live, row => row.StartsWith(table.Name + ' ', StringComparison.Ordinal)));

        var events = await Run();

        Dump.Same(live, await Dump.Of(database));
        Assert.Equal(await Scalar<long>("select count(*) from placements.mt_events"), events);
        Assert.Equal(2L, await Scalar<long>("select count(distinct tenant_id) from read_models.child"));
        Assert.Equal(0L, await Scalar<long>("select count(*) from pg_namespace where nspname = 'read_models_next'"));
    }

    [Fact]
    public async Task After_a_rebuild_the_next_commands_write_as_before()
    {
        var records = new RandomRecords(database, seed: 3, restricts: true);
        await records.Register(6);
        await records.Record(60);
        await Run();
        await records.Record(60);
        var live = await Dump.Of(database);

        await Run();

        Dump.Same(live, await Dump.Of(database));
    }

    [Fact, Trait("speed", "slow")]
    public async Task Eight_writers_that_go_on_during_rebuilds_lose_nothing()
    {
        var writers = Enumerable.Range(0, 8).Select(seed => new RandomRecords(database, seed, restricts: true)).ToList();
        foreach (var writer in writers)
        {
            await writer.Register(5);
        }
        using var stop = new CancellationTokenSource();
        var written = 0;
        var writing = writers
            .Select(writer =>
                Task.Run(async () =>
                {
                    while (!stop.IsCancellationRequested)
                    {
                        Interlocked.Add(ref written, await writer.Step() ? 1 : 0);
                    }
                })
            )
            .ToList();

        for (var i = 0; i < 4; i++)
        {
            var before = Volatile.Read(ref written);
            await Run();
            await Until(() => Volatile.Read(ref written) > before + 20, writing);
        }
        await stop.CancelAsync();
        await Task.WhenAll(writing);

        var live = await Dump.Of(database);
        await Run();
        Dump.Same(live, await Dump.Of(database));
    }

    [Fact, Trait("speed", "slow")]
    public async Task Readers_of_figures_during_rebuilds_are_never_turned_away()
    {
        var records = new RandomRecords(database, seed: 4);
        await records.Register(12);
        await records.Record(100);
        using var stop = new CancellationTokenSource();
        var reading = Enumerable
            .Range(0, 4)
            .Select(_ =>
                Task.Run(async () =>
                {
                    var answers = new HashSet<long>();
                    while (!stop.IsCancellationRequested)
                    {
                        answers.Add(
                            await Scalar<long>("select sum(placements_in_year) from reporting.stability_as_at('2022-03-31', 'infinity')")
                        );
                    }
                    return answers;
                })
            )
            .ToList();

        for (var i = 0; i < 5; i++)
        {
            await Run();
        }
        await stop.CancelAsync();

        // Nothing was recorded meanwhile, so there is one answer, before, during and after.
        Assert.Single((await Task.WhenAll(reading)).SelectMany(answers => answers).Distinct());
    }

    [Fact]
    public async Task A_second_rebuild_at_once_is_refused_with_a_sentence()
    {
        await new RandomRecords(database, seed: 5).Register(3);
        using var started = new SemaphoreSlim(0);
        using var goOn = new ManualResetEventSlim();
        var first = Task.Run(() =>
            new Rebuild(database, TestKeys.Master).Run(
                _ =>
                {
                    started.Release();
                    goOn.Wait();
                },
                CancellationToken.None
            )
        );
        await started.WaitAsync();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(Run);
        goOn.Set();

        Assert.Equal("Another rebuild of this database is running; wait for it, or stop it.", refused.Message);
        await first;
        await Run();
    }

    [Fact]
    public async Task One_that_is_killed_in_the_middle_leaves_the_live_tables_as_they_were_and_the_next_one_works()
    {
        var records = new RandomRecords(database, seed: 6);
        await records.Register(6);
        await records.Record(40);
        var live = await Dump.Of(database);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() =>
            new Rebuild(database, TestKeys.Master).Run(_ => KillTheRebuild(), CancellationToken.None)
        );

        Dump.Same(live, await Dump.Of(database));
        await Run();
        Dump.Same(live, await Dump.Of(database));
        Assert.Equal(0L, await Scalar<long>("select count(*) from pg_namespace where nspname = 'read_models_next'"));
    }

    [Fact]
    public async Task One_that_fails_in_the_middle_cleans_up_after_itself()
    {
        await new RandomRecords(database, seed: 7).Register(3);
        var live = await Dump.Of(database);

        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            new Rebuild(database, TestKeys.Master).Run(_ => throw new OperationCanceledException(), CancellationToken.None)
        );

        Dump.Same(live, await Dump.Of(database));
        Assert.Equal(0L, await Scalar<long>("select count(*) from pg_namespace where nspname = 'read_models_next'"));
        await Run();
    }

    /// <summary>As an operator or the kernel would: the session that holds the rebuild's lock ends.</summary>
    private void KillTheRebuild()
    {
        using var command = database.CreateCommand(
            """
            select pg_terminate_backend(l.pid) from pg_locks l
            where l.locktype = 'advisory' and l.database = (select oid from pg_database where datname = current_database())
            """
        );
        command.ExecuteNonQuery();
    }

    private Task<long> Run() => new Rebuild(database, TestKeys.Master).Run(null, CancellationToken.None);

    private async Task<T> Scalar<T>(string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Gives up as soon as a writer has failed.</summary>
    private static async Task Until(Func<bool> condition, List<Task> alongside)
    {
        while (!condition())
        {
            if (alongside.Find(task => task.IsFaulted) is { } failed)
            {
                await failed;
            }
            await Task.Delay(5);
        }
    }
}
