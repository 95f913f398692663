using System.Collections.Concurrent;
using System.Net;
using Placements.EventStore;
using Placements.Testing;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.MainJob;

/// <summary>Many caseworkers at once.</summary>
public sealed class ConcurrentWritersTests(TestCluster cluster) : IAsyncLifetime
{
    private const int Writers = 16;

    private ApiHost host = null!;

    public async ValueTask InitializeAsync() => host = await ApiHost.Start(cluster);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Of_those_who_read_the_same_version_one_gets_in_and_every_loser_who_reads_again_does_too()
    {
        var child = await host.Caseworker.RegisterChild();
        var (reading, all) = (Writers, new TaskCompletionSource());
        var lost = new ConcurrentBag<(long Seen, long Now, int Since)>();

        await Task.WhenAll(
            Enumerable
                .Range(0, Writers)
                .Select(writer =>
                    Task.Run(async () =>
                    {
                        var client = host.Caseworker;
                        for (var attempt = 0; ; attempt++)
                        {
                            using var read = await client.GetAsync($"/v1/children/{child}");
                            var etag = read.Headers.ETag!.Tag;
                            if (attempt == 0)
                            {
                                if (Interlocked.Decrement(ref reading) == 0)
                                {
                                    all.SetResult();
                                }
                                await all.Task;
                            }
                            using var written = await client.PostJson(
                                $"/v1/children/{child}/details",
                                $$"""{"effectiveOn":"2021-07-01","source":"writer {{writer}}"}""",
                                etag
                            );
                            if (written.StatusCode == HttpStatusCode.Created)
                            {
                                return;
                            }
                            Assert.Equal(HttpStatusCode.PreconditionFailed, written.StatusCode);
                            var stale = await written.Json();
                            lost.Add(
                                (long.Parse(etag.Trim('"')), stale["version"]!.GetValue<long>(), stale["entriesSince"]!.AsArray().Count)
                            );
                        }
                    })
                )
        );

        var entries = (await host.Auditor.Get($"/v1/children/{child}/entries"))["items"]!.AsArray();
        Assert.Equal(Enumerable.Range(1, Writers + 1), entries.Select(entry => entry!["version"]!.GetValue<int>()));
        Assert.Equal(
            Enumerable.Range(0, Writers).Select(writer => $"writer {writer}").Order(StringComparer.Ordinal),
            entries.Skip(1).Select(entry => entry!["facts"].Text("source")!).Order(StringComparer.Ordinal)
        );
        // All read version 1 before anybody wrote, so at least all but one lost; each was told exactly what it had missed.
        Assert.True(lost.Count >= Writers - 1, $"{lost.Count} lost");
        Assert.All(lost, loser => Assert.Equal(loser.Now - loser.Seen, loser.Since));
        Assert.All(lost, loser => Assert.True(loser.Since > 0));
    }

    [Fact]
    public async Task Those_who_take_any_version_all_get_in_without_a_gap()
    {
        var child = await host.Caseworker.RegisterChild();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, Writers)
                .Select(async writer =>
                {
                    using var written = await host.Caseworker.PostJson(
                        $"/v1/children/{child}/details",
                        $$"""{"effectiveOn":"2021-07-01","source":"writer {{writer}}"}"""
                    );
                    Assert.True(written.StatusCode == HttpStatusCode.Created, await written.Content.ReadAsStringAsync());
                    return (await written.Json())["version"]!.GetValue<int>();
                })
        );

        Assert.Equal(Enumerable.Range(2, Writers), answers.Order());
    }

    [Fact]
    public async Task One_request_sent_sixteen_times_at_once_is_recorded_once_and_answered_alike()
    {
        var child = await host.Caseworker.RegisterChild();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, Writers)
                .Select(async _ =>
                {
                    using var written = await host.Caseworker.PostJson(
                        $"/v1/children/{child}/details",
                        """{"effectiveOn":"2021-07-01","source":"a letter"}""",
                        "\"1\"",
                        "one key"
                    );
                    return await written.Content.ReadAsStringAsync();
                })
        );

        var answer = Assert.Single(answers.Distinct(StringComparer.Ordinal));
        Assert.Contains("child_details_changed", answer, StringComparison.Ordinal);
        Assert.Equal(2, (await host.Auditor.Get($"/v1/children/{child}/entries"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_follower_of_the_log_misses_nothing_and_sees_nothing_twice_while_sixteen_write()
    {
        const int Each = 12;
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var seen = new List<StoredEvent>();
        var following = Task.Run(async () =>
        {
            var log = new EventLog(host.Database);
            await foreach (var page in log.Follow("test", pageSize: 20, TimeSpan.FromMilliseconds(5), stop.Token))
            {
                seen.AddRange(page.Select(entry => entry.Event));
                if (seen.Count >= Writers * (Each + 1))
                {
                    return;
                }
            }
        });

        var written = await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => WriteOne(Each))));
        await following;

        Assert.Equal(written.SelectMany(ids => ids).Order(), seen.Select(stored => stored.Id).Order());
        foreach (var stream in seen.GroupBy(stored => stored.StreamId))
        {
            Assert.Equal(Enumerable.Range(1, Each + 1).Select(version => (long)version), stream.Select(stored => stored.Version));
        }
    }

    private async Task<List<Guid>> WriteOne(int entries)
    {
        var child = await ChildRecord.Register(host);
        for (var i = 0; i < entries; i++)
        {
            await child.Post("details", $$"""{"effectiveOn":"2021-07-01","source":"letter {{i}}"}""");
        }
        return [.. child.Answers.Select(answer => Guid.Parse(answer.EntryId()))];
    }
}
