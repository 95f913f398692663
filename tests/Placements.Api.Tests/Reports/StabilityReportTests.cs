using Placements.Application.Reporting;
using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;
using Placements.Testing;
using Placements.Tests.Api.Reporting;
using Xunit;

namespace Placements.Tests.Api.Reports;

/// <summary>The trend of stability and the scorecard: whom they count on each of their days.</summary>
public sealed class StabilityReportTests(TestCluster cluster)
{
    [Fact]
    public async Task The_trend_says_of_each_day_what_the_summary_of_that_day_says()
    {
        var stories = Enumerable.Range(1, 200).Select(RandomStory.Of).ToList();
        await using var database = await ReportingDatabase.Of(cluster, stories);
        var days = new[] { "2024-02-10", "2023-03-31", "2022-03-31", "2021-03-31", "2020-03-31" };

        foreach (var known in new DateTimeOffset?[] { null, new(2023, 4, 1, 12, 0, 0, TimeSpan.Zero) })
        {
            var expected = new List<string>();
            foreach (var day in days)
            {
                var s = await database.Figures.StabilitySummary(
                    new Scope([Story.Cardiff], null),
                    new Clocks(Story.Day(day), known),
                    CancellationToken.None
                );
                expected.Add($"({day},{s.LookedAfter},{s.ThreeOrMore},{s.LongTermEligible},{s.LongTermStable})");
            }

            var trend = await database.Ask<string[]>(
                "select array(select row(r.day, r.looked_after, r.three_or_more, r.long_term_eligible, r.long_term_stable)::text "
                    + $"from reporting.stability_trend(reporting.ask(as_at => '{days[0]}', as_known_at => '{known?.ToString("O") ?? "infinity"}', "
                    + $"authorities => '{{{Story.Cardiff}}}')) r)::text[]"
            );
            Assert.Equal(expected, trend);
            Assert.DoesNotContain(",0,0,0,0)", trend[0], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_scorecard_holds_each_child_against_each_measure()
    {
        var own = Home("2023-02-01", PlacementKind.FosterCare, Sector.OwnCouncil, Story.Cardiff, 45_000);
        var profit = Home("2023-06-01", PlacementKind.ChildrensHome, Sector.ForProfit, Story.Newport, 455_000);
        var kin = Home("2024-01-15", PlacementKind.KinshipFosterCare, Sector.OwnCouncil, null, null);
        var nowhere = new Story().CareStarts("2024-01-15");
        await using var database = await ReportingDatabase.Of(cluster, own, profit, kin, nowhere);

        Assert.Equal(
            [
                "(better_outcomes,settled_for_a_year,1,4,25.0,)",
                "(alternative_family_placements,in_house_fostering_and_kinship,2,4,50.0,)",
                "(placed_in_home_authority,in_county,1,4,25.0,)",
                "(use_of_residential,residential,1,4,25.0,)",
                "(value_for_money,with_cost_recorded,2,4,50.0,250000)",
                "(for_profit,for_profit_provider,1,4,25.0,)",
            ],
            await Card("2024-02-01")
        );
        // The day before, nobody had been where they live for a year; the year before, there was one child, and two years before nobody.
        Assert.Equal("(better_outcomes,settled_for_a_year,0,4,0.0,)", (await Card("2024-01-31"))[0]);
        Assert.Equal("(value_for_money,with_cost_recorded,1,1,100.0,45000)", (await Card("2024-02-01", "2023-03-31"))[4]);
        Assert.Equal("(for_profit,for_profit_provider,0,0,,)", (await Card("2024-02-01", "2022-03-31"))[5]);
        Assert.Equal("(value_for_money,with_cost_recorded,,,,)", (await Card("2024-02-01", suppress: true))[4]);

        Task<string[]> Card(string asAt, string? day = null, bool suppress = false) =>
            database.Ask<string[]>(
                "select array(select row(r.measure, r.indicator, r.children, r.of_children, r.percent, r.mean_weekly_cost)::text "
                    + $"from reporting.scorecard(reporting.ask(as_at => '{asAt}', suppress => {suppress})) r where r.day = '{day ?? asAt}')::text[]"
            );
    }

    private static Story Home(string on, PlacementKind kind, Sector sector, string? host, long? cost) =>
        new Story()
            .CareStarts(on)
            .Record(
                new PlacementStarted
                {
                    EffectiveOn = Story.Day(on),
                    Placement = new PlacementFacts
                    {
                        PlacementId = Guid.NewGuid(),
                        Kind = kind,
                        Sector = sector,
                        HostAuthority = host,
                        WeeklyCost = cost,
                    },
                }
            );
}
