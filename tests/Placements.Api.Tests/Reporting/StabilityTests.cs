using Placements.Application.Reporting;
using Placements.Domain.Codes;
using Placements.Testing;
using Xunit;

namespace Placements.Tests.Api.Reporting;

/// <summary>What counts as a placement, a move and a breakdown, at every edge. The year is the one to 31 March 2024 unless told.</summary>
public sealed class StabilityTests(TestCluster cluster)
{
    private static readonly string EndOfYear = "2024-03-31";

    [Fact]
    public async Task A_placement_left_on_1_April_was_last_year_but_the_move_is_this_year()
    {
        var row = await Stability(Since("2022-06-01").Moves("2023-04-01", "B"));

        Assert.Equal((1, 1), (row.PlacementsInYear, row.MovesPlanned));
        // At 31 March the twelve months are the year, and 1 April its first day.
        Assert.Equal(1, row.PlacementsLast12Months);
    }

    [Fact]
    public async Task A_placement_left_on_2_April_was_lived_in_on_1_April() =>
        Assert.Equal(2, (await Stability(Since("2022-06-01").Moves("2023-04-02", "B"))).PlacementsInYear);

    [Fact]
    public async Task A_move_on_31_March_is_last_years()
    {
        var row = await Stability(Since("2022-06-01").Moves("2023-03-31", "B"));

        Assert.Equal((1, 0), (row.PlacementsInYear, row.MovesPlanned));
    }

    [Fact]
    public async Task A_move_on_the_day_of_the_figure_counts_and_one_after_it_does_not()
    {
        var child = Since("2022-06-01").Moves("2024-03-31", "B", planned: false).Moves("2024-04-01", "C");
        await using var database = await ReportingDatabase.Of(cluster, child);

        var last = await Stability(database, child, EndOfYear);
        Assert.Equal((2, 0, 1, 0), (last.PlacementsInYear, last.MovesPlanned, last.MovesUnplanned, last.DaysInPlacement));
        // B began and ended within: it was left on 1 April, so the new year knows only C.
        var first = await Stability(database, child, "2024-04-01");
        Assert.Equal((1, 1, 0), (first.PlacementsInYear, first.MovesPlanned, first.MovesUnplanned));
        Assert.Equal(3, first.PlacementsLast12Months);
    }

    [Fact]
    public async Task The_last_12_months_begin_the_day_after_this_day_a_year_ago()
    {
        var child = Since("2022-06-01").Moves("2023-07-10", "B");
        await using var database = await ReportingDatabase.Of(cluster, child);

        // The last night in A was that to 10 July: the last day in it 9 July.
        Assert.Equal(2, (await Stability(database, child, "2024-07-08")).PlacementsLast12Months);
        Assert.Equal(1, (await Stability(database, child, "2024-07-09")).PlacementsLast12Months);
    }

    [Fact]
    public async Task Care_that_ended_on_the_day_is_over_and_care_that_began_on_it_counts()
    {
        var ended = Since("2022-06-01").CareEnds(EndOfYear);
        var began = Since(EndOfYear);
        await using var database = await ReportingDatabase.Of(cluster, ended, began);

        Assert.Null(await Row(database, ended, EndOfYear));
        Assert.NotNull(await Row(database, ended, "2024-03-30"));
        Assert.Equal(1, (await Stability(database, began, EndOfYear)).PlacementsInYear);
    }

    [Fact]
    public async Task Both_periods_of_care_of_the_year_count_even_with_the_same_carer()
    {
        var child = Since("2022-06-01").CareEnds("2023-06-01").CareStarts("2023-08-01").Placed("2023-08-01", "A");
        var row = await Stability(child);

        Assert.Equal((2, 0, 0), (row.PlacementsInYear, row.MovesPlanned, row.MovesUnplanned));
    }

    [Fact]
    public async Task A_move_to_another_placement_with_the_same_carer_is_none()
    {
        var row = await Stability(Since("2022-06-01").Moves("2023-06-01", "A", planned: false).Moves("2023-07-01", "B"));

        Assert.Equal((2, 1, 0), (row.PlacementsInYear, row.MovesPlanned, row.MovesUnplanned));
    }

    [Fact]
    public async Task Back_to_an_earlier_carer_after_another_one_is_a_placement_more() =>
        Assert.Equal(3, (await Stability(Since("2022-06-01").Moves("2023-06-01", "B").Moves("2023-07-01", "A"))).PlacementsInYear);

    [Fact]
    public async Task Placements_without_a_carer_key_are_never_one() =>
        Assert.Equal(2, (await Stability(new Story().CareStarts("2022-06-01").Placed("2022-06-01").Moves("2023-06-01"))).PlacementsInYear);

    [Fact]
    public async Task A_breakdown_with_an_emergency_placement_the_same_day_is_an_unplanned_move()
    {
        var row = await Stability(Since("2022-06-01").BreaksDown("2023-06-01").Placed("2023-06-01", "B"));

        Assert.Equal((2, 0, 1, 1), (row.PlacementsInYear, row.MovesPlanned, row.MovesUnplanned, row.Breakdowns));
    }

    [Fact]
    public async Task A_breakdown_after_which_the_child_was_not_placed_is_no_move()
    {
        var row = await Stability(Since("2022-06-01").BreaksDown("2023-06-01"));

        Assert.Equal((1, 0, 0, 1), (row.PlacementsInYear, row.MovesPlanned, row.MovesUnplanned, row.Breakdowns));
        Assert.Null(row.DaysInPlacement);
    }

    [Fact]
    public async Task A_planned_end_is_neither_move_nor_breakdown()
    {
        var row = await Stability(Since("2022-06-01").PlacementEnds("2023-06-01").Placed("2023-06-05", "B"));

        Assert.Equal((2, 0, 0, 0), (row.PlacementsInYear, row.MovesPlanned, row.MovesUnplanned, row.Breakdowns));
    }

    [Fact]
    public async Task A_placement_of_less_than_a_day_counts()
    {
        var row = await Stability(Since("2022-06-01").Moves("2023-06-01", "one night").Moves("2023-06-01", "B", planned: false));

        Assert.Equal((3, 1, 1), (row.PlacementsInYear, row.MovesPlanned, row.MovesUnplanned));
    }

    [Fact]
    public async Task Cover_still_going_on_counts_nothing_until_the_child_moves_on_from_it()
    {
        var child = Since("2022-06-01").Away("2023-07-01", AbsenceKind.CarersHoliday).Moves("2023-07-15", "B");
        await using var database = await ReportingDatabase.Of(cluster, child);

        Assert.Equal(1, (await Stability(database, child, "2023-07-14")).PlacementsInYear);
        Assert.Equal(3, (await Stability(database, child, "2023-07-15")).PlacementsInYear);
    }

    [Fact]
    public async Task Missing_from_a_placement_is_no_placement_even_if_the_child_is_placed_elsewhere_next() =>
        Assert.Equal(
            2,
            (await Stability(Since("2022-06-01").Away("2023-07-01", AbsenceKind.Missing).Moves("2023-07-15", "B"))).PlacementsInYear
        );

    [Fact]
    public async Task Short_breaks_of_the_year_do_not_count_for_a_child_looked_after_since()
    {
        var child = new Story()
            .CareStarts("2023-05-01", LegalStatus.ShortBreaks)
            .Placed("2023-05-01", "S")
            .CareEnds("2023-05-05")
            .CareStarts("2023-06-01", LegalStatus.Voluntary)
            .Placed("2023-06-01", "A");

        Assert.Equal(1, (await Stability(child)).PlacementsInYear);
    }

    [Fact]
    public async Task A_short_break_that_became_care_counts_from_that_day()
    {
        var child = new Story()
            .CareStarts("2023-05-01", LegalStatus.ShortBreaks)
            .Placed("2023-05-01", "A")
            .StatusBecomes("2023-05-20", LegalStatus.Voluntary);
        await using var database = await ReportingDatabase.Of(cluster, child);

        Assert.Null(await Row(database, child, "2023-05-19"));
        Assert.Equal(1, (await Stability(database, child, "2023-05-20")).PlacementsInYear);
    }

    [Theory]
    // Two and a half years of care, two with this carer: to the day.
    [InlineData("2021-09-30", "2022-03-31", "2012-05-14", true)]
    [InlineData("2021-09-30", "2022-04-01", "2012-05-14", false)]
    [InlineData("2021-10-01", "2022-03-31", "2012-05-14", null)]
    // Sixteen on the day, and the day after.
    [InlineData("2020-01-01", "2020-01-01", "2008-03-31", null)]
    [InlineData("2020-01-01", "2020-01-01", "2008-04-01", true)]
    [InlineData("2020-01-01", "2020-01-01", null, null)]
    public async Task Long_term_stability(string care, string placed, string? born, bool? stable)
    {
        var child = new Story(born: born).CareStarts(care).Placed(placed, "A");

        Assert.Equal(stable, (await Stability(child)).LongTermStable);
    }

    [Fact]
    public async Task Long_term_stability_runs_on_with_the_same_carer_and_into_an_adoptive_placement()
    {
        var sameCarer = Since("2020-01-01").Moves("2023-06-01", "A");
        var moved = Since("2020-01-01").Moves("2023-06-01", "B");
        var adoptive = Since("2020-01-01").Moves("2023-06-01", "B", PlacementKind.AdoptivePlacement);
        var adoptiveAfterShortStay = Since("2020-01-01").Moves("2023-03-01", "B").Moves("2023-06-01", "C", PlacementKind.AdoptivePlacement);
        var shortBreakLate = new Story()
            .CareStarts("2020-01-01", LegalStatus.ShortBreaks)
            .Placed("2020-01-01", "A")
            .StatusBecomes("2021-10-01", LegalStatus.Voluntary);
        var notPlaced = Since("2020-01-01").BreaksDown("2024-03-30");
        await using var database = await ReportingDatabase.Of(
            cluster,
            sameCarer,
            moved,
            adoptive,
            adoptiveAfterShortStay,
            shortBreakLate,
            notPlaced
        );

        Assert.True((await Stability(database, sameCarer, EndOfYear)).LongTermStable);
        Assert.False((await Stability(database, moved, EndOfYear)).LongTermStable);
        Assert.True((await Stability(database, adoptive, EndOfYear)).LongTermStable);
        Assert.False((await Stability(database, adoptiveAfterShortStay, EndOfYear)).LongTermStable);
        Assert.Null((await Stability(database, shortBreakLate, EndOfYear)).LongTermStable);
        Assert.False((await Stability(database, notPlaced, EndOfYear)).LongTermStable);
    }

    [Fact]
    public async Task Another_version_of_the_counting_rule_changes_figures_from_its_first_day_on()
    {
        var child = Since("2022-06-01").Away("2023-05-01").Back("2023-05-03").Moves("2023-06-01", "A");
        await using var database = await ReportingDatabase.Of(cluster, child);
        await database.Ask<int>(
            "insert into reporting.counting_rule values (2, '2023-12-01', true, false, 'all', 'everything counts') returning version"
        );

        Assert.Equal(1, (await Stability(database, child, "2023-11-30")).PlacementsInYear);
        Assert.Equal(3, (await Stability(database, child, "2023-12-01")).PlacementsInYear);
    }

    private static Story Since(string day) => new Story().CareStarts(day).Placed(day, "A");

    private async Task<StabilityRow> Stability(Story child)
    {
        await using var database = await ReportingDatabase.Of(cluster, child);
        return await Stability(database, child, EndOfYear);
    }

    private static async Task<StabilityRow> Stability(ReportingDatabase database, Story child, string day)
    {
        var row = await Row(database, child, day);
        Assert.NotNull(row);
        Assert.Equal(child.Id, row.ChildId);
        return row;
    }

    private static Task<StabilityRow?> Row(ReportingDatabase database, Story child, string day) =>
        database.Figures.Of(Figure.Stability, child.Authority, child.Id, new Clocks(Story.Day(day)), CancellationToken.None);
}
