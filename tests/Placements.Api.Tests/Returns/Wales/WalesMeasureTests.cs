using Placements.Application.Reporting;
using Placements.Application.Returns.Wales;
using Placements.Domain.Codes;
using Placements.Testing;
using Placements.Tests.Api.Reporting;

namespace Placements.Tests.Api.Returns.Wales;

/// <summary>The measures of domain reference 3.1, worked by hand, and that they account for every child.</summary>
public sealed class WalesMeasureTests(TestCluster cluster)
{
    private static readonly Scope Cardiff = new([Story.Cardiff], null);
    private static readonly Scope Both = new([Story.Cardiff, Story.Newport], null);
    private static readonly Clocks EndOfYear = new(Story.Day("2024-03-31"));

    [Fact]
    public async Task Each_child_is_in_the_measures_that_its_home_and_moves_say()
    {
        await using var database = await ReportingDatabase.Of(
            cluster,
            Placed(),
            Placed(PlacementKind.WithParents),
            Placed(PlacementKind.KinshipFosterCare, Story.Newport),
            Placed(PlacementKind.ChildrensHome, "W06000023"),
            Placed(PlacementKind.ChildrensHome, "E06000019"),
            Placed(PlacementKind.FosterCare, null, Country.Scotland),
            // Known to be in Wales and no more: in county or not, nobody can say.
            Placed(PlacementKind.FosterCare, null, Country.Wales),
            Placed().Moves("2023-06-01", "B").Moves("2023-09-01", "C"),
            new Story().CareStarts("2024-03-30"),
            new Story().CareStarts("2024-03-25", LegalStatus.ShortBreaks).Placed("2024-03-25", "S"),
            Placed().CareEnds("2024-03-31"),
            new Story(Story.Newport).CareStarts("2022-06-01").Placed("2022-06-01", "N", host: Story.Newport)
        );

        var answer = await database.Figures.OfWales(Cardiff, EndOfYear, CancellationToken.None);

        Assert.Equal(
            [("CH/039", 9), ("CH/040", 1), ("CH/043", 1), ("CH/046", 7), ("CH/047", 2), ("CH/048", 2)],
            answer.Measures.Select(measure => (measure.Measure, (int)measure.Count))
        );
        Assert.All(answer.Measures, measure => Assert.NotEmpty(measure.Title + measure.Note));
        Assert.Equal(new WalesReconciliation(9, 3, 2, 2, 1, 1, 44.4m, 66.7m), answer.Reconciliation);
        Assert.Equal(10, Count(await database.Figures.OfWales(Both, EndOfYear, CancellationToken.None), "CH/039"));
    }

    [Fact]
    public async Task Nobody_looked_after_is_counts_of_none_and_no_percentages()
    {
        await using var database = await ReportingDatabase.Of(cluster);

        var answer = await database.Figures.OfWales(Both, EndOfYear, CancellationToken.None);

        Assert.All(answer.Measures, measure => Assert.Equal(0, measure.Count));
        Assert.Equal(6, answer.Measures.Count);
        Assert.Equal(new WalesReconciliation(0, 0, 0, 0, 0, 0, null, null), answer.Reconciliation);
    }

    [Fact]
    public async Task What_was_recorded_late_is_not_in_the_measures_as_they_were_known()
    {
        var recorded = new DateTimeOffset(2024, 4, 10, 9, 0, 0, TimeSpan.Zero);
        var late = Placed().RecordedAt(recorded).Moves("2023-06-01", "B", host: Story.Newport);
        await using var database = await ReportingDatabase.Of(cluster, late);

        var before = await database.Figures.OfWales(Cardiff, EndOfYear with { AsKnownAt = recorded.AddDays(-1) }, CancellationToken.None);
        var after = await database.Figures.OfWales(Cardiff, EndOfYear, CancellationToken.None);

        Assert.Equal((0, 1), (Count(before, "CH/047"), Count(after, "CH/047")));
    }

    [Fact]
    public async Task A_caseworkers_measures_are_those_of_the_own_teams()
    {
        await using var database = await ReportingDatabase.Of(
            cluster,
            new Story(team: "north").CareStarts("2022-06-01").Placed("2022-06-01", host: Story.Newport),
            new Story(team: "south").CareStarts("2022-06-01").Placed("2022-06-01"),
            Placed()
        );

        var north = await database.Figures.OfWales(Cardiff with { Teams = ["north"] }, EndOfYear, CancellationToken.None);

        Assert.Equal(new WalesReconciliation(2, 1, 1, 0, 0, 0, 50m, 50m), north.Reconciliation);
        Assert.Equal((2, 2, 1), (Count(north, "CH/039"), Count(north, "CH/046"), Count(north, "CH/047")));
    }

    [Fact]
    public async Task Of_made_up_lives_every_child_is_accounted_for_and_the_figures_agree()
    {
        var stories = Enumerable.Range(1, 300).Select(RandomStory.Of).ToList();
        await using var database = await ReportingDatabase.Of(cluster, stories);
        var lookedAfter = 0L;
        foreach (var day in new[] { "2022-04-01", "2023-03-31", "2024-03-31", "2025-02-28" })
        {
            var clocks = new Clocks(Story.Day(day));
            var answer = await database.Figures.OfWales(Both, clocks, CancellationToken.None);
            var places = await database.Figures.OutOfCountySummary(Both, clocks, CancellationToken.None);
            var moves = await database.Figures.StabilitySummary(Both, clocks, CancellationToken.None);

            var check = answer.Reconciliation;
            Assert.Equal(
                check.LookedAfter,
                check.InCounty + check.ElsewhereInWales + check.OutsideWales + check.UnknownLocation + check.WithoutPlacement
            );
            Assert.Equal(
                (check.LookedAfter, check.InCounty, check.ElsewhereInWales, check.OutsideWales, check.OutOfCountyPercent),
                (places.LookedAfter, places.InCounty, places.ElsewhereInWales, places.OutsideWales, places.OutOfCountyPercent)
            );
            Assert.Equal(
                [moves.LookedAfter, moves.ThreeOrMore, places.ElsewhereInWales, places.OutsideWales],
                new[] { "CH/039", "CH/043", "CH/047", "CH/048" }.Select(measure => Count(answer, measure))
            );
            var withFamily = places.ByKind.Where(kind => kind.Kind is "with_parents" or "kinship_foster_care").Sum(kind => kind.Children);
            Assert.Equal(check.LookedAfter - withFamily, Count(answer, "CH/046"));
            lookedAfter += check.LookedAfter;
        }
        // A generator that makes nobody looked after would prove nothing.
        Assert.True(lookedAfter > 300, $"{lookedAfter}");
    }

    private static Story Placed(PlacementKind kind = PlacementKind.FosterCare, string? host = Story.Cardiff, Country? country = null) =>
        new Story().CareStarts("2022-06-01").Placed("2022-06-01", "A", kind, host, country);

    private static long Count(WalesMeasuresAnswer answer, string measure) => answer.Measures.Single(row => row.Measure == measure).Count;
}
