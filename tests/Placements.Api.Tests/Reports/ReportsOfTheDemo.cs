using System.Text.Json.Nodes;
using Placements.Application.Demo;
using Placements.Application.ReadModels;
using Placements.Testing;
using Placements.Tests.Api.Demo;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Reports;

/// <summary>The real host over the demo's children.</summary>
public sealed class ReportsOfTheDemo(TestCluster cluster, DemoFixture demo) : IAsyncLifetime
{
    internal ApiHost Host { get; private set; } = null!;

    internal HttpClient Auditor { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await ApiHost.Start(cluster);
        Auditor = Host.WithToken(Host.Token(["auditor"], [ApiHost.Cardiff], []));
        var rows = demo.Children.SelectMany(child => RowHistory.Of(DemoAuthority.Cardiff, child.Id, DemoFixture.EntriesOf(child))).ToList();
        await using var connection = await Host.Database.OpenConnectionAsync();
        foreach (var table in rows.GroupBy(row => ReadModelTables.For(row.Row)))
        {
            await table.Key.Copy(connection, "read_models", table, CancellationToken.None);
        }
        await using var analyze = connection.CreateCommand();
        analyze.CommandText = "analyze";
        await analyze.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    internal async Task<List<JsonObject>> Rows(string report, string asAt) =>
        [.. (await Auditor.Get($"/v1/reports/{report}?asAt={asAt}"))["rows"]!.AsArray().Select(row => row!.AsObject())];

    /// <summary>The sum of a column over the rows that hold these values.</summary>
    internal async Task<long> Sum(string report, string asAt, string column, params (string Key, string Value)[] keys) =>
        (await Rows(report, asAt))
            .Where(row => keys.All(key => key.Value.Split('|').Contains((string?)row[key.Key], StringComparer.Ordinal)))
            .Sum(row => (long)row[column]!);
}
