using System.Text;
using Microsoft.Extensions.Logging;
using Npgsql;
using Placements.Api.Hosting;
using Placements.Application;
using Placements.EventStore;
using Placements.EventStore.Seals;
using Placements.Testing;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.Resilience;

namespace Placements.Tests.Api.Seals;

/// <summary>What a host does about seals while it runs, and what it shows of them.</summary>
public sealed class SealingHostTests(TestCluster cluster) : IAsyncLifetime
{
    private readonly SealKey key = SealKey.Read(SealKey.Make());
    private readonly Said said = new();

    private ApiHost api = null!;
    private Sealing sealing = null!;

    public async ValueTask InitializeAsync()
    {
        api = await ApiHost.Start(cluster);
        var wholeLog = api.Databases.ForAllAuthorities();
        sealing = new Sealing(new Sealer(wholeLog.Source, key), file: null, wholeLog, said);
    }

    public async ValueTask DisposeAsync()
    {
        sealing.Dispose();
        key.Dispose();
        await api.DisposeAsync();
    }

    [Fact, Trait("speed", "slow")]
    public async Task It_seals_at_once_when_a_thousand_entries_are_new_whatever_became_of_its_connections()
    {
        await sealing.StartAsync(CancellationToken.None);
        await Execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        );
        await Load(2_500);

        // A connection that was ended in the middle of sealing is told, and then a minute passes.
        await Until.True(() => Sealed() == 2_500, "all are sealed", seconds: 130);

        await sealing.StopAsync(CancellationToken.None);
        Assert.True(sealing.ExecuteTask!.IsCompletedSuccessfully);
        Assert.DoesNotContain(LogLevel.Error, said.Levels);
    }

    [Fact, Trait("speed", "slow")]
    public async Task A_seal_that_was_changed_is_told_and_stops_no_host()
    {
        await Load(1);
        while (await new Sealer(api.Database, key).SealNow() == 0) { }
        await Execute("alter table placements.seal disable trigger all; update placements.seal set closed_below = 0");
        await Load(1);

        await sealing.StartAsync(CancellationToken.None);
        await Until.True(() => said.Levels.Contains(LogLevel.Error), "it says so");

        Assert.False(sealing.ExecuteTask!.IsCompleted);
        Assert.Equal(1, Sealed());
        await sealing.StopAsync(CancellationToken.None);
        Assert.True(sealing.ExecuteTask.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_host_without_its_database_goes_on()
    {
        await using var nothing = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={HostProcess.FreePort()};Timeout=5");
        using var alone = new Sealing(new Sealer(nothing, key), file: null, new DatabaseLease(nothing, () => { }), said);

        await alone.StartAsync(CancellationToken.None);
        await Until.True(() => said.Levels.Contains(LogLevel.Warning), "it says so");

        Assert.False(alone.ExecuteTask!.IsCompleted);
        await alone.StopAsync(CancellationToken.None);
        Assert.True(alone.ExecuteTask.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Seals_are_read_newest_first_page_by_page()
    {
        Assert.Empty((await api.Auditor.Get("/v1/seals"))["items"]!.AsArray());
        for (var i = 1; i <= 5; i++)
        {
            await Load(1);
            while (await new Sealer(api.Database, key).SealNow() == 0) { }
        }

        var (numbers, cursor) = (new List<int>(), (string?)null);
        do
        {
            var page = await api.As("administrator").Get($"/v1/seals?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            numbers.AddRange(page["items"]!.AsArray().Select(seal => (int)seal!["number"]!));
            cursor = (string?)page["next"];
        } while (cursor is not null);
        Assert.Equal([5, 4, 3, 2, 1], numbers);

        // An item is a published line.
        var items = (await api.Auditor.Get("/v1/seals"))["items"]!.AsArray().Select(seal => seal!.ToJsonString()).ToList();
        using var keys = SealPublicKeys.Read(key.PublicPem);
        var verdict = await new SealVerifier(api.Database, keys).Verify(items.ToAsyncEnumerable());
        Assert.Equal((5, 0, null), (verdict.Sealed, verdict.NotSealed, verdict.Problem));
    }

    private async Task Load(int events)
    {
        await using var connection = await api.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var made = Enumerable
            .Range(0, events)
            .Select(_ => new BulkEvent(
                new NewEvent(Guid.CreateVersion7(), "made_up", "None, None", Encoding.UTF8.GetBytes("{}")),
                DateTimeOffset.UnixEpoch
            ));
        await BulkLoader.Load(transaction, [new BulkHistory(ApiHost.Cardiff, Guid.CreateVersion7(), "child", [.. made])]);
        await transaction.CommitAsync();
    }

    private long Sealed()
    {
        using var command = api.Database.CreateCommand("select coalesce(sum(entries), 0)::bigint from placements.seal");
        return (long)command.ExecuteScalar()!;
    }

    private async Task Execute(string sql)
    {
        await using var command = api.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private sealed class Said : ILogger<Sealing>
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<LogLevel> levels = new();

        public IReadOnlyCollection<LogLevel> Levels => levels;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => levels.Enqueue(logLevel);
    }
}
