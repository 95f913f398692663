using Placements.Domain.Codes;
using Placements.Testing;
using Placements.Tests.Api.Reporting;
using Xunit;

namespace Placements.Tests.Api.Reports;

/// <summary>Who stands in the reports on population, and in which row.</summary>
public sealed class PopulationReportTests(TestCluster cluster)
{
    private const string ByMonth = "select month, looked_after, boys, starts, ends from reporting.population_by_month";

    [Fact]
    public async Task A_month_counts_who_is_looked_after_on_its_last_day_and_all_care_that_began_and_ended_in_it()
    {
        var stays = new Story().CareStarts("2024-01-31");
        var leavesOnTheLastDay = new Story().Described("2001-01-01", Sex.Male).CareStarts("2024-02-01").CareEnds("2024-02-29");
        var leavesOnTheFirst = new Story().Described("2001-01-01", Sex.Male).CareStarts("2024-02-29").CareEnds("2024-03-01");
        var comesTomorrow = new Story().CareStarts("2024-03-16");
        await using var database = await ReportingDatabase.Of(cluster, stays, leavesOnTheLastDay, leavesOnTheFirst, comesTomorrow);

        Assert.Equal(
            ["2024-03-01 1 0 0 1", "2024-02-01 2 1 2 1", "2024-01-01 1 0 1 0", "2023-12-01 0 0 0 0"],
            await database.Lines($"{ByMonth}(reporting.ask('2024-03-15')) limit 4")
        );
        Assert.Equal(37L, await database.Ask<long>("select count(*) from reporting.population_by_month(reporting.ask('2024-03-15'))"));
    }

    [Fact]
    public async Task Who_goes_over_from_short_breaks_is_looked_after_and_starts_nothing()
    {
        var child = new Story().CareStarts("2024-01-10", LegalStatus.ShortBreaks).StatusBecomes("2024-02-10", LegalStatus.Voluntary);
        await using var database = await ReportingDatabase.Of(cluster, child);

        Assert.Equal(["2024-02-01 1 0 0 0", "2024-01-01 0 0 0 0"], await database.Lines($"{ByMonth}(reporting.ask('2024-02-29')) limit 2"));
    }

    [Fact]
    public async Task A_filter_goes_by_the_home_and_the_age_of_each_months_end()
    {
        var moves = new Story(born: "2014-02-20")
            .CareStarts("2023-12-05")
            .Placed("2023-12-05")
            .Moves("2024-02-10", kind: PlacementKind.ChildrensHome);
        var withoutHome = new Story(born: "2014-02-20").CareStarts("2023-12-05");
        await using var database = await ReportingDatabase.Of(cluster, moves, withoutHome);

        Assert.Equal(
            ["2024-02-01 0", "2024-01-01 1", "2023-12-01 1"],
            await database.Lines(
                "select month, looked_after from reporting.population_by_month("
                    + "reporting.ask('2024-02-29', kinds => '{foster_care}', age_bands => '{five_to_nine,ten_to_fifteen}')) limit 3"
            )
        );
        // Ten on 20 February.
        Assert.Equal(
            ["2024-02-01 2", "2024-01-01 0"],
            await database.Lines(
                "select month, looked_after from reporting.population_by_month("
                    + "reporting.ask('2024-02-29', age_bands => '{ten_to_fifteen}')) limit 2"
            )
        );
    }

    [Fact]
    public async Task What_was_learnt_later_is_not_in_a_month_as_it_was_known_then()
    {
        var child = new Story().RecordedAt(new DateTimeOffset(2024, 2, 20, 9, 0, 0, TimeSpan.Zero)).CareStarts("2024-01-10");
        await using var database = await ReportingDatabase.Of(cluster, child);

        Assert.Equal(["2024-01-01 1 0 1 0"], await database.Lines($"{ByMonth}(reporting.ask('2024-01-31')) limit 1"));
        Assert.Equal(["2024-01-01 0 0 0 0"], await database.Lines($"{ByMonth}(reporting.ask('2024-01-31', '2024-02-20 08:00Z')) limit 1"));
    }

    [Fact]
    public async Task The_disability_caseload_holds_children_at_home_until_their_eighteenth_birthday()
    {
        var atHome = new Story(born: "2006-04-01").Described("2020-01-01", disabilities: Disability.Mobility);
        var eighteenThatDay = new Story(born: "2006-03-31").Described("2020-01-01", disabilities: Disability.Mobility);
        var onShortBreaks = new Story()
            .Described("2020-01-01", disabilities: Disability.Mobility)
            .CareStarts("2023-01-10", LegalStatus.ShortBreaks);
        var lookedAfter = new Story().Described("2024-03-31", disabilities: Disability.Mobility).CareStarts("2023-01-10");
        var notDisabled = new Story().CareStarts("2023-01-10");
        await using var database = await ReportingDatabase.Of(cluster, atHome, eighteenThatDay, onShortBreaks, lookedAfter, notDisabled);

        // A year before, the boy who is eighteen now was seventeen, and one child was not known to be disabled.
        Assert.Equal(
            ["2024-03-31 3 1 33.3", "2023-03-31 3 0 0.0"],
            await database.Lines("select * from reporting.disability_caseload(reporting.ask('2024-03-31')) limit 2")
        );
    }

    [Fact]
    public async Task There_is_no_rate_of_several_authorities_while_the_population_of_one_is_not_known()
    {
        var stories = new[] { new Story().CareStarts("2023-01-10"), new Story(Story.Newport).CareStarts("2023-01-10") };
        await using var database = await ReportingDatabase.Of(cluster, stories);
        const string rate = "select children_in_population, rate from reporting.rate_per_10000(reporting.ask('2024-03-31'";
        await database.Run("insert into reference.population values ('W06000015', 2023, 4000, 'invented', '(,)')");

        Assert.Equal(["- -"], await database.Lines($"{rate})) limit 1"));
        Assert.Equal(["4000 2.5"], await database.Lines($"{rate}, authorities => '{{W06000015}}')) limit 1"));

        await database.Run("insert into reference.population values ('W06000022', 2022, 6000, 'invented', '(,)')");
        Assert.Equal(["10000 2.0"], await database.Lines($"{rate})) limit 1"));
    }

    [Fact]
    public async Task Unaccompanied_children_stand_by_the_age_of_the_day_and_arrivals_by_the_scheme_of_theirs()
    {
        var transferred = new Story(born: "2007-04-01")
            .Described("2023-05-01", unaccompanied: true, transferred: true)
            .CareStarts("2023-05-01");
        var ageNotKnown = new Story(born: null).Described("2023-05-01", unaccompanied: true).CareStarts("2023-05-02");
        var withParents = new Story(born: "2007-04-01").CareStarts("2023-05-03");
        await using var database = await ReportingDatabase.Of(cluster, transferred, ageNotKnown, withParents);

        Assert.Equal(
            ["16 without_placement 1", "unknown without_placement 1"],
            await database.Lines(
                "select age, category, children from reporting.unaccompanied_children(reporting.ask('2024-03-31')) where children > 0"
            )
        );
        Assert.Equal(
            ["2024-03-31 national_transfer_scheme 1", "2024-03-31 other 1", "2023-03-31 national_transfer_scheme 0"],
            await database.Lines("select * from reporting.unaccompanied_arrivals(reporting.ask('2024-03-31')) limit 3")
        );
    }
}
