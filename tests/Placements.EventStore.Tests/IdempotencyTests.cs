using Placements.Testing;
using Xunit;
using static Placements.EventStore.Tests.StoreDatabase;

namespace Placements.EventStore.Tests;

public sealed class IdempotencyTests(TestCluster cluster) : IAsyncLifetime
{
    private StoreDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await Create(cluster);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task The_answer_is_kept_with_the_append_byte_for_byte()
    {
        var stream = Guid.CreateVersion7();
        const string Answer = """{ "b": 1,   "a": 2, "a": 3 }""";

        var result = await _database.Store.Append(To(stream, 0) with { Key = new("me", "key", [1, 2, 3], Answer) });
        var found = (await _database.Store.Load([Newport, Cardiff], Guid.CreateVersion7(), new("me", "key"))).Answer!;

        Assert.Equal((Cardiff, Answer), (found.Tenant, found.Answer));
        Assert.Equal([1, 2, 3], found.RequestHash);
        Assert.Equal(((AppendResult.Appended)result).RecordedAt, found.RecordedAt);
    }

    [Fact]
    public async Task A_key_is_known_to_its_caller_and_tenant_only()
    {
        var key = new IdempotencyKey("me", new string('k', 200), [1], "{}");
        await _database.Store.Append(To(Guid.CreateVersion7(), 0) with { Key = key });

        Assert.Null((await _database.Store.Load([Cardiff], Guid.Empty, new("you", key.Key))).Answer);
        Assert.Null((await _database.Store.Load([Newport], Guid.Empty, new("me", key.Key))).Answer);
        var other = await _database.Store.Append(To(Guid.CreateVersion7(), 0) with { Key = key with { Scope = "you" } });
        Assert.IsType<AppendResult.Appended>(other);
    }

    [Fact]
    public async Task A_repeated_request_gets_the_first_answer_whatever_it_meets_first()
    {
        var stream = Guid.CreateVersion7();
        var request = To(stream, 0) with { Key = new("me", "key", [1], "first") };
        await _database.Store.Append(request);

        var sameStream = await _database.Store.Append(request with { Key = request.Key with { Answer = "second" } });
        var otherStream = await _database.Store.Append(request with { StreamId = Guid.CreateVersion7() });

        Assert.Equal("first", Assert.IsType<AppendResult.DuplicateKey>(sameStream).Answer.Answer);
        Assert.Equal("first", Assert.IsType<AppendResult.DuplicateKey>(otherStream).Answer.Answer);
        Assert.Equal(1, await _database.Scalar<long>("select count(*) from placements.mt_events"));
        Assert.Equal(1, await _database.Scalar<long>("select count(*) from placements.mt_streams"));
    }

    [Fact]
    public async Task Old_answers_can_be_forgotten()
    {
        var stream = Guid.CreateVersion7();
        var old = (AppendResult.Appended)await _database.Store.Append(To(stream, 0) with { Key = new("me", "old", [1], "{}") });
        await _database.Store.Append(To(stream, 1) with { Key = new("me", "young", [1], "{}") });

        Assert.Equal(1, await _database.Store.ForgetAnswers(old.RecordedAt.AddMicroseconds(1)));

        Assert.Null((await _database.Store.Load([Cardiff], stream, new("me", "old"))).Answer);
        Assert.NotNull((await _database.Store.Load([Cardiff], stream, new("me", "young"))).Answer);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_sixteen_requests_with_one_key_exactly_one_appends(bool oneStream)
    {
        var stream = Guid.CreateVersion7();

        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 16)
                .Select(i =>
                    _database.Store.Append(
                        To(oneStream ? stream : Guid.CreateVersion7(), 0) with
                        {
                            Key = new("me", "key", [1], $"answer {i}"),
                        }
                    )
                )
        );

        var winner = Array.FindIndex(results, result => result is AppendResult.Appended);
        Assert.Single(results.OfType<AppendResult.Appended>());
        Assert.All(results.OfType<AppendResult.DuplicateKey>(), duplicate => Assert.Equal($"answer {winner}", duplicate.Answer.Answer));
        Assert.Equal(15, results.OfType<AppendResult.DuplicateKey>().Count());
        Assert.Equal(1, await _database.Scalar<long>("select count(*) from placements.mt_events"));
    }
}
