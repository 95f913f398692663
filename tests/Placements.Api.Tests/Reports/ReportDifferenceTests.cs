using Placements.Application.ReadModels;
using Placements.Testing;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Reports;

/// <summary>Why a figure changed, and that it does not change unasked: on children recorded over HTTP.</summary>
public sealed class ReportDifferenceTests(TestCluster cluster)
{
    private const string Question = "/v1/reports/kinds_of_home?asAt=2021-12-31";

    [Fact]
    public async Task A_number_that_changed_names_the_child_and_the_entry_recorded_since()
    {
        await using var api = await ApiHost.Start(cluster);
        var (child, _) = await api.Caseworker.ChildInPlacement();
        var then = await Now(api);
        var (late, _) = await api.Caseworker.ChildInPlacement();

        var difference = await api.Auditor.Get(
            $"/v1/reports/kinds_of_home/difference?asAt=2021-12-31&fromAsKnownAt={Uri.EscapeDataString(then)}"
        );

        var figure = Assert.Single(
            difference["figures"]!.AsArray(),
            figure => (string)figure!["column"]! == "children" && (string)figure["row"]!["day"]! == "2021-12-31"
        );
        Assert.Equal((1, 2, 1m), ((int)figure!["from"]!, (int)figure["to"]!, (decimal)figure["difference"]!));
        var item = Assert.Single(difference["items"]!.AsArray());
        Assert.Equal(($"{late}", "came_in"), ((string)item!["childId"]!, (string)item["change"]!));
        Assert.NotEmpty(item["recordedSince"]!.AsArray());
        Assert.Empty(item["happenedSince"]!.AsArray());
        Assert.DoesNotContain($"{child}", difference.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Between_two_days_it_names_what_happened()
    {
        await using var api = await ApiHost.Start(cluster);
        var (child, _) = await api.Caseworker.ChildInPlacement();
        await api.Caseworker.Record(
            child,
            """{"type":"care_ended","effectiveOn":"2021-11-01","reason":"returned_home","whereTo":"home","planned":true}"""
        );

        var difference = await api.Auditor.Get("/v1/reports/kinds_of_home/difference?fromAsAt=2021-10-01&asAt=2021-12-31");

        var item = Assert.Single(difference["items"]!.AsArray());
        Assert.Equal("left", (string)item!["change"]!);
        Assert.Equal("care_ended", (string)Assert.Single(item["happenedSince"]!.AsArray())!["type"]!);
        Assert.Empty(item["recordedSince"]!.AsArray());
    }

    [Fact]
    public async Task Asked_again_with_the_same_clocks_every_report_gives_the_same_bytes_after_a_thousand_entries_and_a_rebuild()
    {
        await using var api = await ApiHost.Start(cluster);
        var records = new Storage.RandomRecords(api.Database, seed: 5);
        await records.Register(30);
        await records.Record(200);
        var clocks = $"asAt=2024-03-31&asKnownAt={Uri.EscapeDataString(await Now(api))}";
        var reports = (await api.Auditor.Get("/v1/reports"))["items"]!.AsArray().Select(report => (string)report!["id"]!).ToList();
        var before = await Bytes();

        await records.Record(1_000);
        Assert.Equal(before, await Bytes());
        await new Rebuild(api.Database, TestKeys.Master).Run(null, CancellationToken.None);
        Assert.Equal(before, await Bytes());

        async Task<List<string>> Bytes()
        {
            var answers = new List<string>();
            foreach (var id in reports)
            {
                answers.Add(await api.Auditor.GetStringAsync($"/v1/reports/{id}?{clocks}"));
            }
            return answers;
        }
    }

    private static async Task<string> Now(ApiHost api) =>
        ((string)(await api.Auditor.Get(Question))["asKnownAt"]!).Replace("+00:00", "Z", StringComparison.Ordinal);
}
