using System.Globalization;
using Placements.Application.Reporting;
using Placements.Domain.Codes;
using Placements.Domain.Journey;
using Placements.Testing;
using Placements.Tests.Api.Demo;
using Placements.Tests.Api.Reporting;
using Xunit;

namespace Placements.Tests.Api.Reports;

/// <summary>What counts as a move into or out of a residential home, as a breakdown, and as a day lived. The year is the one to 31 March 2024.</summary>
public sealed class ReportsOfMovesTests(TestCluster cluster, DemoFixture demo, DemoDatabase demoDatabase)
{
    private const string EndOfYear = "reporting.ask('2024-03-31')";
    private const PlacementKind Residential = PlacementKind.ChildrensHome;

    [Fact]
    public async Task Moves_into_residential_homes_count_from_another_home_and_from_the_start_of_care()
    {
        await using var database = await ReportingDatabase.Of(
            cluster,
            Fostered().Moves("2023-04-01", "B", Residential),
            Fostered().Moves("2024-03-31", "B", Residential).Moves("2024-04-01", "C", Residential),
            Fostered().Moves("2023-03-31", "B", Residential),
            // The same home, agreed anew.
            new Story()
                .CareStarts("2023-05-01")
                .Placed("2023-05-01", "B", Residential)
                .Moves("2023-06-01", "B", Residential),
            new Story().CareStarts("2023-05-01", LegalStatus.ShortBreaks).Placed("2023-05-01", "B", Residential)
        );

        Assert.Equal(
            ["in_house_fostering 2 66.7", "start_of_care 1 33.3"],
            await database.Rows("came_from, moves, percent", $"reporting.moves_into_residential({EndOfYear}) where moves > 0")
        );
        Assert.Equal(14L, await database.Ask<long>($"select count(*) from reporting.moves_into_residential({EndOfYear})"));
    }

    [Fact]
    public async Task A_child_has_moved_out_when_the_next_home_has_begun_by_the_day_asked_about()
    {
        await using var database = await ReportingDatabase.Of(
            cluster,
            InResidential().Moves("2024-03-31", "B"),
            InResidential().BreaksDown("2024-03-20").Placed("2024-04-02", "B", Residential),
            InResidential().BreaksDown("2024-03-20"),
            InResidential().CareEnds("2023-06-01"),
            InResidential().Moves("2023-06-01", "A", Residential)
        );

        Assert.Equal(
            ["in_house_fostering 1 100.0"],
            await database.Rows("went_to, moves, percent", $"reporting.moves_out_of_residential({EndOfYear}) where moves > 0")
        );
        Assert.Empty(await database.Counted("went_to, moves", "reporting.moves_out_of_residential(reporting.ask('2024-03-30'))"));
    }

    [Fact]
    public async Task A_breakdown_stands_once_in_each_group_beside_the_days_lived_there()
    {
        await using var database = await ReportingDatabase.Of(
            cluster,
            new Story().CareStarts("2023-03-01").Placed("2023-03-01", "A").BreaksDown("2023-05-11").Placed("2023-05-13", "B", Residential)
        );
        const string columns = "grouped_by, value, breakdowns, placements_ended, per_100_ended, placement_days, per_1000_days";

        // 1 April to 10 May, and 13 May to 31 March.
        Assert.Equal(
            [
                "all all 1 1 100.00 364 2.75",
                "kind foster_care 1 1 100.00 40 25.00",
                "kind childrens_home 0 0 - 324 0.00",
                "provider unknown 1 1 100.00 364 2.75",
                "length_of_stay under_1_month 0 0 - 31 0.00",
                "length_of_stay 1_to_3_months 1 1 100.00 101 9.90",
                "length_of_stay 3_to_12_months 0 0 - 232 0.00",
            ],
            await database.Rows(columns, $"reporting.breakdowns({EndOfYear}) where grouped_by <> 'reason' and placement_days > 0")
        );
        Assert.Equal(
            ["reason carer_request_behaviour 1 1 100.00 364 2.75"],
            await database.Rows(columns, $"reporting.breakdowns({EndOfYear}) where grouped_by = 'reason' and placements_ended > 0")
        );
        Assert.Equal(
            ["all all - - - - -"],
            await database.Rows(columns, "reporting.breakdowns(reporting.ask('2024-03-31', suppress => true)) where grouped_by = 'all'")
        );
    }

    [Fact]
    public async Task An_unplanned_return_home_is_a_breakdown_and_custody_is_none()
    {
        await using var database = await ReportingDatabase.Of(
            cluster,
            Fostered().CareEnds("2023-06-01", planned: false),
            Fostered().CareEnds("2023-06-01"),
            Fostered().CareEnds("2023-06-01", CareEndReason.Custody, planned: false),
            Fostered().PlacementEnds("2023-06-01")
        );

        Assert.Equal(
            ["ended 0 1", "care_ended 1 3"],
            await database.Rows(
                "value, breakdowns, placements_ended",
                $"reporting.breakdowns({EndOfYear}) where grouped_by = 'reason' and placements_ended > 0"
            )
        );
        Assert.Equal(
            ["2024-03-31 ended 1 1 0", "2024-03-31 care_ended 3 1 2"],
            await database.Rows(
                "year_ending, ended_how, placements_ended, planned, unplanned",
                $"reporting.moves_and_endings({EndOfYear}) where placements_ended > 0"
            )
        );
    }

    [Fact]
    public async Task Days_lived_keep_to_the_age_the_status_and_the_home_that_were_asked_about()
    {
        await using var database = await ReportingDatabase.Of(
            cluster,
            // Sixteen on 29 February 2024.
            new Story(born: "2008-02-29")
                .CareStarts("2023-03-01", LegalStatus.ShortBreaks)
                .Placed("2023-03-01", "A")
                .StatusBecomes("2023-04-11", LegalStatus.Voluntary)
                .StatusBecomes("2023-05-01", LegalStatus.CareOrder)
        );

        Assert.Equal("356", await Days("reporting.ask('2024-03-31')"));
        Assert.Equal("20", await Days("reporting.ask('2024-03-31', legal_statuses => '{voluntary}')"));
        Assert.Equal("324", await Days("reporting.ask('2024-03-31', age_bands => '{ten_to_fifteen}')"));
        Assert.Equal("32", await Days("reporting.ask('2024-03-31', age_bands => '{sixteen_and_over}')"));
        Assert.Equal("0", await Days("reporting.ask('2024-03-31', kinds => '{childrens_home}')"));

        async Task<string> Days(string ask) =>
            Assert.Single(await database.Rows("placement_days", $"reporting.breakdowns({ask}) where grouped_by = 'all'"));
    }

    [Fact]
    public async Task Over_nothing_there_are_rows_of_zero()
    {
        await using var database = await ReportingDatabase.Of(cluster);

        Assert.Equal(
            ["all all 0 0 - 0 -"],
            await database.Rows(
                "grouped_by, value, breakdowns, placements_ended, per_100_ended, placement_days, per_1000_days",
                $"reporting.breakdowns({EndOfYear}) where grouped_by = 'all'"
            )
        );
        Assert.Equal(1L + 14 + 15 + 5, await database.Ask<long>($"select count(*) from reporting.breakdowns({EndOfYear})"));
    }

    [Theory]
    [InlineData("2022-03-31", "infinity")]
    [InlineData("2022-03-31", "2022-04-06 12:00Z")]
    [InlineData("2020-11-15", "infinity")]
    public async Task The_demo_recounted(string asAt, string asKnownAt)
    {
        var database = await demoDatabase.In(cluster, demo);
        DateTimeOffset? known = asKnownAt == "infinity" ? null : DateTimeOffset.Parse(asKnownAt, CultureInfo.InvariantCulture);
        var recount = new FlowRecount(demo, new Clocks(Story.Day(asAt), known));
        var ended = recount.PlacementsEnded(recount.YearStart).Select(end => end.Placement).ToList();

        await Same("came_from, moves", "moves_into_residential", recount.MovesIntoResidential());
        await Same("went_to, moves", "moves_out_of_residential", recount.MovesOutOfResidential());
        await Same("grouped_by, value, placements_ended", "breakdowns", ended.SelectMany(Groups));
        await Same("grouped_by, value, breakdowns", "breakdowns", ended.Where(placement => placement.BrokeDown).SelectMany(Groups));
        await Same(
            "grouped_by, value, placement_days",
            "breakdowns",
            recount.DaysLived().SelectMany(lived => Groups(lived.Placement, lived.Day)),
            " where grouped_by <> 'reason'"
        );
        await Same(
            "year_ending, ended_how, placements_ended",
            "moves_and_endings",
            recount
                .PlacementsEnded(recount.YearStart.AddYears(-4))
                .Select(end => $"{FlowRecount.YearEnding(end.Placement.EndedOn!.Value):O} {end.Placement.EndedHow!.Value.Name()}")
        );

        async Task Same(string columns, string report, IEnumerable<string> counted, string where = "") =>
            Assert.Equal(
                ReportRows.Tally(counted),
                await database.Counted(columns, $"(select * from reporting.{report}(reporting.ask('{asAt}', '{asKnownAt}')){where}) r")
            );
    }

    private static IEnumerable<string> Groups(Placement ended) =>
        [
            .. Groups(ended, ended.EndedOn!.Value),
            $"reason {ended.EndReason?.Name() ?? (ended.EndedHow is EndedHow.Ended or EndedHow.CareEnded ? ended.EndedHow.Value.Name() : "unknown")}",
        ];

    private static IEnumerable<string> Groups(Placement placement, DateOnly on) =>
        [
            "all all",
            $"kind {placement.Facts.Kind.Name()}",
            $"provider {placement.Facts.Provider?.Name ?? "unknown"}",
            $"length_of_stay {FlowRecount.LengthOfStay(placement.StartedOn, on)}",
        ];

    private static Story Fostered() => new Story().CareStarts("2022-06-01").Placed("2022-06-01", "A");

    private static Story InResidential() => new Story().CareStarts("2022-06-01").Placed("2022-06-01", "A", Residential);
}
