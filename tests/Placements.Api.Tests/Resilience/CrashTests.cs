using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using Placements.LocalPostgres;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.Storage;

namespace Placements.Tests.Api.Resilience;

/// <summary>The host dies in the middle of its work: what it had acknowledged is there, what it had not is there whole or not at all.</summary>
public sealed class CrashTests
{
    private const int Writers = 8;
    private const int FactsAtOnce = 3;

    [Fact, Trait("speed", "slow")]
    public async Task Killed_while_eight_write_it_loses_nothing_and_leaves_nothing_half_done()
    {
        await using var folder = new TempFolder();
        var writers = await WriteUntilKilled(folder);

        await using var host = await HostProcess.Demo(folder);
        foreach (var writer in writers)
        {
            await StandsAsAcknowledged(host, writer);
            await RetriesSafely(host, writer);
        }
        await ReadModelsEqualARebuild(folder);
    }

    private static async Task<List<Writer>> WriteUntilKilled(TempFolder folder)
    {
        await using var host = await HostProcess.Demo(folder);
        var writers = new List<Writer>();
        for (var i = 0; i < Writers; i++)
        {
            writers.Add(new Writer(await host.As("manager").RegisterChild()));
        }

        var writing = writers.Select(writer => Task.Run(() => writer.Write(host.As("manager")))).ToList();
        await Until.True(
            () => writing.Exists(writer => writer.IsCompleted) || writers.TrueForAll(writer => writer.Acknowledged.Count >= 5),
            "everybody has written five times"
        );
        await host.Kill();
        await Task.WhenAll(writing);
        return writers;
    }

    private static async Task StandsAsAcknowledged(HostProcess host, Writer writer)
    {
        var entries = await Entries(host, writer);
        var ids = entries.Skip(1).Select(entry => (string)entry!["entryId"]!).ToList();

        Assert.Equal(writer.Acknowledged.SelectMany(Ids), ids.Take(writer.Acknowledged.Count * FactsAtOnce));
        Assert.Contains(ids.Count, new[] { writer.Acknowledged.Count * FactsAtOnce, (writer.Acknowledged.Count + 1) * FactsAtOnce });
        Assert.All(
            entries.Skip(1).Chunk(FactsAtOnce),
            append => Assert.Single(append.Select(entry => (string)entry!["recordedAt"]!).Distinct())
        );
    }

    private static async Task RetriesSafely(HostProcess host, Writer writer)
    {
        using var first = await writer.Send(host.As("manager"));
        Assert.True(first.StatusCode == HttpStatusCode.Created, await first.Content.ReadAsStringAsync());
        using var second = await writer.Send(host.As("manager"));

        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(1 + (writer.Acknowledged.Count + 1) * FactsAtOnce, (await Entries(host, writer)).Count);
    }

    /// <summary>Rebuilt by the verb, while the host runs.</summary>
    private static async Task ReadModelsEqualARebuild(TempFolder folder)
    {
        await using var cluster = await LocalCluster.StartAsync(LocalClusterOptions.Persistent(folder.Data));
        await using var database = NpgsqlDataSource.Create(cluster.ConnectionString("placements"));
        var live = await Dump.Of(database);

        await using var rebuild = HostProcess.Start(["rebuild", "--data", folder.Data]);
        var (code, output, errors) = await rebuild.Exit();

        Assert.True(code == 0, errors);
        Assert.Contains("The read models were written anew from", output, StringComparison.Ordinal);
        Dump.Same(live, await Dump.Of(database));
    }

    private static async Task<JsonArray> Entries(HostProcess host, Writer writer) =>
        (await host.As("auditor").Get($"/v1/children/{writer.Child}/entries?limit=1000"))["items"]!.AsArray();

    private static IEnumerable<string> Ids(JsonObject answer) => answer["entries"]!.AsArray().Select(entry => (string)entry!["entryId"]!);

    /// <summary>Sends one command after the other, several facts in each, until nobody answers; the last one it keeps, for a retry.</summary>
    private sealed class Writer(Guid child)
    {
        public Guid Child => child;

        public List<JsonObject> Acknowledged { get; } = [];

        public Task<HttpResponseMessage> Send(HttpClient client)
        {
            var number = Acknowledged.Count;
            var facts = Enumerable
                .Range(0, FactsAtOnce)
                .Select(i => $$"""{"type":"child_details_changed","effectiveOn":"2022-01-01","source":"letter {{number}}.{{i}}"}""");
            return client.PostJson(
                $"/v1/children/{child}/entries",
                $$"""{"entries":[{{string.Join(',', facts)}}]}""",
                "*",
                $"{child} {number}"
            );
        }

        public async Task Write(HttpClient client)
        {
            while (true)
            {
                try
                {
                    using var response = await Send(client);
                    Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
                    Acknowledged.Add(await response.Json());
                }
                catch (Exception gone) when (gone is HttpRequestException or IOException)
                {
                    return;
                }
            }
        }
    }
}
