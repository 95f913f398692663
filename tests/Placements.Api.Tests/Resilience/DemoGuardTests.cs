using System.Net;
using Placements.Application;
using Placements.EventStore.Seals;
using Placements.Testing;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Resilience;

/// <summary>The demo hands out tokens, so it must never run where records are real.</summary>
public sealed class DemoGuardTests(TestCluster cluster)
{
    private static readonly string[] EmptyDemo = ["demo", "--empty", "--urls", "http://127.0.0.1:0"];

    private static readonly (string, string)[] Keys = [("Keys__Master", TestKeys.Text), ("Keys__Seal", SealKey.Make())];

    [Fact, Trait("speed", "slow")]
    public async Task It_does_not_start_on_records_that_it_did_not_make()
    {
        var connection = await cluster.CreateDatabase();
        await using (var database = await PlacementsDatabase.Open(connection, CancellationToken.None))
        {
            await using var somebodys = database.CreateCommand(
                "insert into placements.mt_streams (tenant_id, id, version) values ('W06000015', gen_random_uuid(), 1)"
            );
            await somebodys.ExecuteNonQueryAsync();
        }
        await IsRefused(connection);
    }

    [Fact, Trait("speed", "slow")]
    public async Task It_starts_again_on_what_it_made_until_the_database_has_been_served()
    {
        await using var folder = new TempFolder();
        var connection = await cluster.CreateDatabase();
        foreach (var time in new[] { "first", "second" })
        {
            await using var host = HostProcess.Start(
                [.. EmptyDemo, "--tokens-file", folder.File(time)],
                folder.File(time),
                [("ConnectionStrings__Placements", connection), .. Keys]
            );
            await host.Answers();
            await host.As("manager").RegisterChild();
            Assert.Equal(0, await host.Stop());
        }

        var address = $"http://127.0.0.1:{HostProcess.FreePort()}";
        await using (
            var site = HostProcess.Start(
                ["serve", "--urls", address],
                null,
                [
                    ("ConnectionStrings__Placements", connection),
                    ("ConnectionStrings__Host", await HostRole.Make(connection, CancellationToken.None)),
                    ("Authentication__Authority", "https://login.example.org"),
                    ("Authentication__Audience", "placements"),
                    .. Keys,
                ]
            )
        )
        {
            using var client = new HttpClient();
            await Until.Answers(client, new Uri($"{address}/health/ready"));
            Assert.Equal(0, await site.Stop());
        }

        await IsRefused(connection);
    }

    [Fact, Trait("speed", "slow")]
    public async Task Settings_of_the_server_do_not_open_it_to_the_network()
    {
        await using var folder = new TempFolder();
        var port = HostProcess.FreePort();
        await using var host = HostProcess.Start(
            [.. EmptyDemo, "--data", folder.Data, "--tokens-file", folder.File("tokens")],
            folder.File("tokens"),
            ("Kestrel__Endpoints__Http__Url", $"http://0.0.0.0:{port}")
        );
        var (code, output, errors) = await host.Exit();
        Assert.Equal(1, code);
        Assert.Contains("this machine only", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("MANAGER", output, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("tokens")));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("X-Forwarded-Host", "localhost")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Original-For", "127.0.0.1")]
    [InlineData("x-real-ip", "127.0.0.1")]
    public async Task A_demo_token_that_a_proxy_hands_on_is_refused_whatever_the_proxy_says(string header, string value)
    {
        await using var host = await ApiHost.Start(cluster);
        using var client = host.As("manager");
        client.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
        using var response = await client.GetAsync("/v1/code-lists");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    private static async Task IsRefused(string connection)
    {
        await using var host = HostProcess.Start(EmptyDemo, null, [("ConnectionStrings__Placements", connection), .. Keys]);
        var (code, output, errors) = await host.Exit();
        Assert.Equal(1, code);
        Assert.Contains(
            "did not make up",
            Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("MANAGER", output, StringComparison.Ordinal);
    }
}
