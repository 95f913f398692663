using Npgsql;
using Placements.Testing;
using Xunit;
using static Placements.EventStore.Tests.StoreDatabase;

namespace Placements.EventStore.Tests;

public sealed class ConcurrencyTests(TestCluster cluster) : IAsyncLifetime
{
    private StoreDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await Create(cluster);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_follower_misses_nothing_and_sees_nothing_twice_while_sixteen_write()
    {
        const int Writers = 16;
        const int Appends = 40;
        var streams = Enumerable.Range(0, Writers).Select(_ => Guid.CreateVersion7()).ToArray();
        async Task Write(Guid stream)
        {
            for (long version = 0; version < Appends * 2; version += 2)
            {
                await _database.Append(stream, version, Event(), Event());
            }
        }

        var writing = Task.WhenAll(streams.Select(stream => Task.Run(() => Write(stream))));
        var seen = new List<StoredEvent>();
        await foreach (var page in _database.Log.Follow("test", pageSize: 50, poll: TimeSpan.FromMilliseconds(1)))
        {
            seen.AddRange(page.Select(entry => entry.Event));
            if (seen.Count >= Writers * Appends * 2)
            {
                break;
            }
        }
        await writing;

        Assert.Equal(seen.Count, seen.Select(e => e.SeqId).Distinct().Count());
        Assert.All(
            seen.GroupBy(e => e.StreamId),
            stream => Assert.Equal(Enumerable.Range(1, Appends * 2).Select(i => (long)i), stream.Select(e => e.Version))
        );
        Assert.Equal(Writers, seen.Select(e => e.StreamId).Distinct().Count());
    }

    [Fact]
    public async Task An_event_committed_late_is_seen_though_a_reader_by_sequence_number_would_lose_it()
    {
        var (early, late) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await AppendIn(connection, late);
        await _database.Append(early, 0);

        var before = await _database.Log.ReadAfter(LogPosition.Start, 100);
        var naiveCheckpoint = await _database.Scalar<long>("select max(seq_id) from placements.mt_events");
        await transaction.CommitAsync();
        var after = await ReadFromLog(2);

        Assert.Equal(0, await _database.Scalar<long>($"select count(*) from placements.mt_events where seq_id > {naiveCheckpoint}"));
        Assert.Empty(before);
        Assert.Equal([late, early], after.Select(e => e.StreamId));
    }

    [Fact]
    public async Task A_follower_goes_on_behind_its_checkpoint_and_repeats_only_an_unfinished_page()
    {
        var stream = Guid.CreateVersion7();
        await _database.Append(stream, 0, Event(), Event(), Event(), Event(), Event());

        async Task<List<long>> Follow(int pages)
        {
            var versions = new List<long>();
            await foreach (var page in _database.Log.Follow("test", pageSize: 2))
            {
                versions.AddRange(page.Select(entry => entry.Event.Version));
                if (--pages == 0)
                {
                    break;
                }
            }
            return versions;
        }

        // Other tests' transactions may hold the horizon back for a moment; Follow waits for it.
        Assert.Equal([1, 2, 3, 4], await Follow(pages: 2));
        Assert.Equal([3, 4, 5], await Follow(pages: 2));
        Assert.NotEqual(LogPosition.Start, await _database.Log.Checkpoint("test"));
        Assert.Equal(LogPosition.Start, await _database.Log.Checkpoint("another"));
    }

    [Fact]
    public async Task One_host_at_a_time_follows_under_a_name()
    {
        await _database.Append(Guid.CreateVersion7(), 0);
        var first = _database.Log.Follow("test").GetAsyncEnumerator();
        Assert.True(await first.MoveNextAsync());
        var second = _database.Log.Follow("test", poll: TimeSpan.FromMilliseconds(1)).GetAsyncEnumerator();
        var waiting = second.MoveNextAsync().AsTask();

        Assert.False(await _database.Scalar<bool>("select pg_try_advisory_lock(hashtextextended('placements.follow:test', 0))"));
        Assert.False(waiting.IsCompleted);
        await first.DisposeAsync();

        Assert.True(await waiting);
        await second.DisposeAsync();
    }

    [Fact]
    public async Task Sixteen_writers_to_one_stream_leave_versions_without_a_hole()
    {
        const int Each = 5;
        var stream = Guid.CreateVersion7();
        var conflicts = 0;
        async Task Write()
        {
            var done = 0;
            while (done < Each)
            {
                var version = (await _database.Store.Load([Cardiff], stream, afterVersion: long.MaxValue)).Stream?.Version ?? 0;
                var result = await _database.Store.Append(To(stream, version));
                if (result is AppendResult.Appended appended)
                {
                    Assert.Equal(version + 1, appended.Version);
                    done++;
                }
                else
                {
                    Assert.IsType<AppendResult.VersionConflict>(result);
                    Interlocked.Increment(ref conflicts);
                }
            }
        }

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(Write)));

        var events = (await _database.Read(stream)).Events;
        Assert.Equal(Enumerable.Range(1, 16 * Each).Select(i => (long)i), events.Select(e => e.Version));
        Assert.True(conflicts > 0, "sixteen writers at once must have met");
        for (var i = 1; i < events.Count; i++)
        {
            Assert.True(events[i].RecordedAt > events[i - 1].RecordedAt, "recorded times rise");
            Assert.True(events[i].SeqId > events[i - 1].SeqId, "sequence numbers rise within a stream");
        }
    }

    [Fact]
    public async Task Appenders_wait_for_the_lock_of_a_rebuild_and_then_go_on()
    {
        var stream = Guid.CreateVersion7();
        await _database.Append(stream, 0);
        var horizon = await _database.Log.Horizon();
        await _database.Append(stream, 1);

        await using var connection = await _database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await StreamReplay.LockAppends(connection);
        var update = Task.Run(() => _database.Append(stream, 2));
        var insert = Task.Run(() => _database.Append(Guid.CreateVersion7(), 0));
        while (await Waiting() < 2) { }
        var missed = await EventLog.ReadToEnd(connection, horizon, 100);
        Assert.Equal(2, (await _database.Read(stream)).Version);
        await transaction.CommitAsync();

        Assert.Contains(missed, entry => entry.Event.Version == 2);
        Assert.Equal(3, (await update).Version);
        Assert.Equal(1, (await insert).Version);
    }

    /// <summary>Reads until so many events are there: transactions of other tests may hold the horizon back for a moment.</summary>
    private async Task<List<StoredEvent>> ReadFromLog(int count)
    {
        var events = new List<StoredEvent>();
        await foreach (var page in _database.Log.Follow("reader", poll: TimeSpan.FromMilliseconds(1)))
        {
            events.AddRange(page.Select(entry => entry.Event));
            if (events.Count >= count)
            {
                break;
            }
        }
        return events;
    }

    private Task<long> Waiting() =>
        _database.Scalar<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");

    /// <summary>An append in a transaction that stays open.</summary>
    private static async Task AppendIn(NpgsqlConnection connection, Guid stream)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"select placements.append_events('{Cardiff}', $1, 'child', 0, array[$1], '{{a}}', '{{a}}', '{{1}}', null, null, null, null)";
        command.Parameters.Add(new() { Value = stream });
        await command.ExecuteNonQueryAsync();
    }
}
