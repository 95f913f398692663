using Npgsql;
using Placements.Testing;
using Xunit;
using static Placements.EventStore.Tests.StoreDatabase;

namespace Placements.EventStore.Tests;

public sealed class ReplayTests(TestCluster cluster) : IAsyncLifetime
{
    private static readonly DateTimeOffset Past = new(2024, 3, 31, 12, 0, 0, TimeSpan.FromHours(1));

    private StoreDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await Create(cluster);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task What_is_bulk_loaded_reads_like_what_was_appended_and_appends_go_on()
    {
        await _database.Append(Guid.CreateVersion7(), 0);
        var streams = Enumerable.Range(1, 50).Select(i => History(events: i % 7 + 1)).ToList();

        Assert.Equal(streams.Sum(stream => stream.Events.Count), await Load(streams, atOnce: 8));

        foreach (var loaded in streams)
        {
            var read = await _database.Read(loaded.StreamId);
            Assert.Equal(loaded.Events.Select(e => e.Event.Id), read.Events.Select(e => e.Id));
            Assert.Equal(loaded.Events.Select(e => e.RecordedAt), read.Events.Select(e => e.RecordedAt));
            Assert.Equal(loaded.Events.Select(e => e.UserName), read.Events.Select(e => e.UserName));
            Assert.Equal(read.Events.Select(e => e.SeqId).Order(), read.Events.Select(e => e.SeqId));
            Assert.Equal(Enumerable.Range(1, read.Events.Count).Select(i => (long)i), read.Events.Select(e => e.Version));

            var appended = await _database.Append(loaded.StreamId, read.Version);
            Assert.True(appended.RecordedAt > read.Events[^1].RecordedAt, "the next append is recorded later");
        }
    }

    [Fact]
    public async Task Appends_during_a_bulk_load_do_not_collide_with_its_numbers()
    {
        var stream = Guid.CreateVersion7();
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        async Task Append()
        {
            for (var version = 0; version < 100; version++)
            {
                await _database.Append(stream, version);
            }
        }

        var appending = Task.Run(Append);
        var loaded = await BulkLoader.Load(transaction, Enumerable.Range(0, 200).Select(_ => History(events: 10)), streamsAtOnce: 10);
        await appending;
        await transaction.CommitAsync();

        Assert.Equal(loaded + 100, await _database.Scalar<long>("select count(distinct seq_id) from placements.mt_events"));
    }

    [Fact]
    public async Task A_bulk_load_refuses_what_would_break_the_log()
    {
        var good = History(events: 2);
        var backwards = good with { Events = [good.Events[1], good.Events[0]] };

        await Assert.ThrowsAsync<ArgumentException>(() => Load([backwards]));
        await Assert.ThrowsAsync<ArgumentException>(() => Load([good with { Events = [] }]));
        await Load([good]);
        var twice = await Assert.ThrowsAsync<PostgresException>(() => Load([good]));

        Assert.Equal(PostgresErrorCodes.UniqueViolation, twice.SqlState);
        Assert.Equal(2, (await _database.Read(good.StreamId)).Events.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task A_replay_in_parts_gives_every_stream_once_and_as_a_load_gives_it(int parts)
    {
        await Load([.. Enumerable.Range(1, 30).Select(i => History(events: i % 5 + 1, tenant: i % 3 == 0 ? Newport : Cardiff))]);
        var interleaved = new[] { Guid.CreateVersion7(), Guid.CreateVersion7() };
        for (var version = 0; version < 3; version++)
        {
            await _database.Append(interleaved[0], version);
            await _database.Append(interleaved[1], version);
        }

        var replayed = new List<StreamHistory>();
        foreach (var range in await _database.Replay.Split(parts))
        {
            await foreach (var history in _database.Replay.ReadAllStreams(range))
            {
                replayed.Add(history);
            }
        }

        Assert.Equal(32, replayed.Select(history => (history.Tenant, history.Id)).Distinct().Count());
        Assert.Equal(32, replayed.Count);
        foreach (var history in replayed)
        {
            var loaded = await _database.Read(history.Id, history.Tenant);
            Assert.Equal(loaded.Version, history.Version);
            Assert.Equivalent(loaded.Events, history.Events, strict: true);
        }
    }

    [Fact]
    public async Task An_empty_log_replays_to_nothing()
    {
        var range = Assert.Single(await _database.Replay.Split(4));

        await foreach (var history in _database.Replay.ReadAllStreams(range))
        {
            Assert.Fail($"unexpected {history}");
        }
        Assert.Empty(await _database.Log.ReadAfter(LogPosition.Start, 10));
    }

    private async Task<long> Load(IReadOnlyList<BulkHistory> streams, int atOnce = 2000)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var count = await BulkLoader.Load(transaction, streams, atOnce);
        await transaction.CommitAsync();
        return count;
    }

    private static BulkHistory History(int events, string tenant = Cardiff) =>
        new(
            tenant,
            Guid.CreateVersion7(),
            "child",
            [.. Enumerable.Range(0, events).Select(i => new BulkEvent(Event(), Past.AddDays(i)) { UserName = $"user {i}" })]
        );
}
