using Npgsql;
using Placements.Testing;
using Xunit;

namespace Placements.EventStore.Tests;

/// <summary>The key of a stream comes with the stream, wherever that is read, and never comes back once it is destroyed.</summary>
public sealed class StreamKeyTests(TestCluster cluster) : IAsyncLifetime
{
    private static readonly StreamKey Key = new("main", [1, 2, 3]);
    private StoreDatabase store = null!;

    public async ValueTask InitializeAsync() => store = await StoreDatabase.Create(cluster);

    public ValueTask DisposeAsync() => store.DisposeAsync();

    [Fact]
    public async Task It_comes_with_its_stream_by_every_way_of_reading()
    {
        var (with, without) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await store.Store.Append(StoreDatabase.To(with, 0, StoreDatabase.Event(), StoreDatabase.Event()), [Keep(with)]);
        await store.Append(without, 0);

        IsKey((await store.Read(with)).Key);
        IsKey((await store.Store.Load([StoreDatabase.Cardiff], with, afterVersion: 1)).Stream!.Key);
        Assert.Null((await store.Read(without)).Key);
        await using (var snapshot = await StreamSnapshot.Open(store.DataSource, CancellationToken.None))
        {
            var read = await snapshot.Read(StoreDatabase.Cardiff, [without, with], CancellationToken.None).ToListAsync();
            Assert.Null(read[0].Key);
            IsKey(read[1].Key);
        }
        var replayed = await store.Replay.ReadAllStreams(StreamRange.All).ToDictionaryAsync(stream => stream.Id);
        Assert.Null(replayed[without].Key);
        IsKey(replayed[with].Key);
        await using var connection = await store.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var locked = await new ImportedStreams(transaction, "m", "c").LoadAndLock(
            StoreDatabase.Cardiff,
            [with, without],
            CancellationToken.None
        );
        Assert.Null(locked[without].Key);
        IsKey(locked[with].Key);
        Assert.Equal([2, 1], [locked[with].Events.Count, locked[without].Events.Count]);
    }

    [Fact]
    public async Task It_is_kept_only_if_its_append_is()
    {
        var stream = Guid.CreateVersion7();

        Assert.IsType<AppendResult.VersionConflict>(await store.Store.Append(StoreDatabase.To(stream, 3), [Keep(stream)]));

        Assert.Equal(0L, await store.Scalar<long>("select count(*) from placements.stream_key"));
    }

    [Theory]
    [InlineData("update placements.stream_key set wrapped = '\\x01', destroyed_at = null, destroyed_by = null")]
    [InlineData("update placements.stream_key set destroyed_by = 'nobody'")]
    [InlineData("delete from placements.stream_key")]
    public async Task A_destroyed_key_does_not_come_back(string attempt)
    {
        var stream = Guid.CreateVersion7();
        await store.Store.Append(StoreDatabase.To(stream, 0), [Keep(stream)]);
        await store.Store.Append(StoreDatabase.To(stream, 1), [StreamKeys.Destroy(StoreDatabase.Cardiff, stream, "operator")]);
        Assert.Equal(new StreamKey("main", null), (await store.Read(stream)).Key);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => store.Execute(attempt));

        Assert.Equal(PostgresErrorCodes.RestrictViolation, refused.SqlState);
        Assert.Equal(new StreamKey("main", null), (await store.Read(stream)).Key);
    }

    [Theory]
    [InlineData("delete from placements.stream_key")]
    [InlineData("update placements.stream_key set stream_id = gen_random_uuid()")]
    public async Task A_key_stays_with_its_stream(string attempt)
    {
        var stream = Guid.CreateVersion7();
        await store.Store.Append(StoreDatabase.To(stream, 0), [Keep(stream)]);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => store.Execute(attempt));

        Assert.Equal(PostgresErrorCodes.RestrictViolation, refused.SqlState);
    }

    [Fact]
    public async Task A_key_that_was_destroyed_meanwhile_is_not_rewrapped()
    {
        var (kept, destroyed) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await store.Store.Append(StoreDatabase.To(kept, 0), [Keep(kept)]);
        await store.Store.Append(StoreDatabase.To(destroyed, 0), [Keep(destroyed)]);
        var found = await StreamKeys.WrappedByAnother(store.DataSource, "next", null, 10, CancellationToken.None);
        await store.Store.Append(StoreDatabase.To(destroyed, 1), [StreamKeys.Destroy(StoreDatabase.Cardiff, destroyed, "operator")]);

        var count = await StreamKeys.Rewrap(
            store.DataSource,
            [.. found.Select(key => (key, new StreamKey("next", [4, 5, 6])))],
            CancellationToken.None
        );

        Assert.Equal((2, 1), (found.Count, count));
        Assert.Equal("next", (await store.Read(kept)).Key!.MasterKey);
        Assert.Null((await store.Read(destroyed)).Key!.Wrapped);
    }

    private static NpgsqlBatchCommand Keep(Guid stream) => StreamKeys.Keep(StoreDatabase.Cardiff, stream, Key);

    private static void IsKey(StreamKey? found)
    {
        Assert.Equal(Key.MasterKey, found?.MasterKey);
        Assert.Equal(Key.Wrapped, found?.Wrapped);
    }
}
