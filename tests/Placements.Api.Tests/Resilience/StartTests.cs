using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using Placements.EventStore.Seals;
using Placements.Testing;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Resilience;

/// <summary>Starting, stopping, starting again, and two at once.</summary>
public sealed class StartTests(TestCluster cluster, ITestOutputHelper output)
{
    [Fact, Trait("speed", "slow")]
    public async Task It_answers_soon_after_it_is_started_on_data_that_is_there()
    {
        await using var folder = new TempFolder();
        await using (var first = await HostProcess.Demo(folder))
        {
            Assert.Equal(0, await first.Stop());
        }

        var times = new List<TimeSpan>();
        for (var i = 0; i < 3; i++)
        {
            times.Add(await TimeToFirstAnswer(folder));
        }

        var median = times.Order().ElementAt(1);
        output.WriteLine(
            $"From start to first answer: {string.Join(", ", times.Select(time => $"{time.TotalSeconds:N2} s"))}; median {median.TotalSeconds:N2} s (target 3 s)."
        );
        // The target is 3 s; machines that build and test at once are given more.
        Assert.True(median < TimeSpan.FromSeconds(10), $"{median.TotalSeconds:N2} s");
    }

    [Fact, Trait("speed", "slow")]
    public async Task Stopped_and_started_again_it_has_what_was_recorded_and_takes_only_new_tokens()
    {
        await using var folder = new TempFolder();
        Guid child;
        string oldToken;
        JsonObject before;
        await using (var host = await HostProcess.Demo(folder))
        {
            child = await host.As("manager").RegisterChild();
            before = await host.As("auditor").Get($"/v1/children/{child}/entries");
            oldToken = host.As("auditor").DefaultRequestHeaders.Authorization!.Parameter!;
            Assert.Equal(0, await host.Stop());
        }

        await using var again = await HostProcess.Demo(folder);
        var after = await again.As("auditor").Get($"/v1/children/{child}/entries");
        using var stale = again.As("auditor");
        stale.DefaultRequestHeaders.Authorization = new("Bearer", oldToken);
        using var refused = await stale.GetAsync($"/v1/children/{child}");

        Assert.Equal(before["items"]!.ToJsonString(), after["items"]!.ToJsonString());
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact, Trait("speed", "slow")]
    public async Task Two_hosts_started_at_once_on_one_new_folder_share_it()
    {
        await using var folder = new TempFolder();
        var starting = new[] { HostProcess.Demo(folder, "one.json"), HostProcess.Demo(folder, "two.json") };
        await using var one = await starting[0];
        await using var two = await starting[1];

        var child = await one.As("manager").RegisterChild();
        await two.As("manager").Record(child, """{"type":"child_details_changed","effectiveOn":"2022-01-01","source":"the other host"}""");
        var seen = await one.As("auditor").Get($"/v1/children/{child}/entries");

        Assert.Equal(2, seen["items"]!.AsArray().Count);
        // The one goes, and the database stays for the other.
        Assert.Equal(0, await one.Stop());
        Assert.Equal(2, (await two.As("auditor").Get($"/v1/children/{child}/entries"))["items"]!.AsArray().Count);
    }

    [Fact, Trait("speed", "slow")]
    public async Task A_connection_string_that_is_given_is_used()
    {
        await using var folder = new TempFolder();
        var connection = await cluster.CreateDatabase();
        await using var host = HostProcess.Start(
            ["demo", "--empty", "--tokens-file", folder.File("tokens.json"), "--urls", "http://127.0.0.1:0"],
            folder.File("tokens.json"),
            ("ConnectionStrings__Placements", connection),
            ("Keys__Master", TestKeys.Text),
            ("Keys__Seal", SealKey.Make())
        );
        await host.Answers();
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File("tokens.json")));
        }

        var child = await host.As("manager").RegisterChild();

        await using var database = NpgsqlDataSource.Create(connection);
        await using var command = database.CreateCommand("select id from placements.mt_streams");
        Assert.Equal(child, await command.ExecuteScalarAsync());
        Assert.False(Directory.Exists(folder.Data));
    }

    private static async Task<TimeSpan> TimeToFirstAnswer(TempFolder folder)
    {
        var address = $"http://127.0.0.1:{HostProcess.FreePort()}";
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        var watch = Stopwatch.StartNew();
        await using var host = HostProcess.Start(["demo", "--empty", "--data", folder.Data, "--urls", address]);
        while (true)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "It never answered.");
            try
            {
                using var answer = await client.GetAsync("/health/ready");
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                var time = watch.Elapsed;
                Assert.Equal(0, await host.Stop());
                return time;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(5);
            }
        }
    }
}
