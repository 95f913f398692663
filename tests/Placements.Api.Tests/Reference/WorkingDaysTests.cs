using Placements.Application.Reference;
using Placements.Testing;

namespace Placements.Tests.Api.Reference;

/// <summary>How many working days went by, by the holidays that ship.</summary>
public sealed class WorkingDaysTests(TestCluster cluster)
{
    private const string EnglandAndWales = "england_and_wales";

    [Theory]
    [InlineData("2022-03-02", "2022-03-02", 0, "the same day")]
    [InlineData("2022-03-02", "2022-03-03", 1, "the next day")]
    [InlineData("2022-03-04", "2022-03-05", 0, "Friday to Saturday")]
    [InlineData("2022-03-04", "2022-03-06", 0, "Friday to Sunday")]
    [InlineData("2022-03-04", "2022-03-07", 1, "over a weekend")]
    [InlineData("2022-03-05", "2022-03-06", 0, "Saturday to Sunday")]
    [InlineData("2022-03-05", "2022-03-07", 1, "Saturday to Monday")]
    [InlineData("2022-03-06", "2022-03-19", 10, "two weeks from a Sunday")]
    [InlineData("2022-04-14", "2022-04-18", 0, "Maundy Thursday to Easter Monday")]
    [InlineData("2022-04-14", "2022-04-19", 1, "over Easter")]
    [InlineData("2022-04-15", "2022-04-19", 1, "from Good Friday")]
    [InlineData("2022-06-01", "2022-06-06", 1, "over the Platinum Jubilee")]
    [InlineData("2022-05-27", "2022-05-30", 1, "the Monday that was no spring bank holiday that year")]
    [InlineData("2020-05-01", "2020-05-08", 4, "the early May bank holiday on VE day")]
    [InlineData("2022-09-16", "2022-09-20", 1, "over the State Funeral")]
    [InlineData("2023-05-05", "2023-05-09", 1, "over the Coronation")]
    [InlineData("2021-12-24", "2022-01-04", 4, "over Christmas and New Year with substitute days")]
    [InlineData("2021-12-31", "2022-12-31", 250, "a year with ten bank holidays")]
    [InlineData("2022-04-19", "2022-04-14", -1, "backwards over Easter")]
    [InlineData("2022-06-06", "2022-06-01", -1, "backwards over the Jubilee")]
    public async Task In_England_and_Wales(string from, string to, int days, string when)
    {
        await using var database = await ReferenceDatabase.Of(cluster);

        Assert.True($"{days}" == await Days(database, from, to), when);
    }

    [Theory]
    [InlineData("2022-04-14", "2022-04-19", "scotland", 2)]
    [InlineData("2026-06-12", "2026-06-16", "scotland", 1)]
    [InlineData("2022-11-29", "2022-12-01", "scotland", 1)]
    [InlineData("2022-07-11", "2022-07-13", "northern_ireland", 1)]
    [InlineData("2022-07-11", "2022-07-13", EnglandAndWales, 2)]
    public async Task Each_division_keeps_its_own_holidays(string from, string to, string division, int days)
    {
        await using var database = await ReferenceDatabase.Of(cluster);

        Assert.Equal($"{days}", await Days(database, from, to, division));
    }

    [Fact]
    public async Task Nothing_is_made_of_a_date_that_is_not_known_or_a_division_that_is_none()
    {
        await using var database = await ReferenceDatabase.Of(cluster);

        Assert.Null(await database.Ask("select reporting.working_days_between(null, '2022-03-02', 'scotland', 'infinity')"));
        Assert.Null(await database.Ask("select reporting.working_days_between('2022-03-02', null, 'scotland', 'infinity')"));
        Assert.Null(await Days(database, "2022-03-02", "2022-03-09", "wales"));
    }

    [Fact]
    public async Task The_arithmetic_counts_what_counting_day_by_day_counts()
    {
        await using var database = await ReferenceDatabase.Of(cluster);

        var wrong = await database.Ask(
            """
            with day as (select d::date as day from generate_series(timestamp '2021-12-18', '2022-06-12', '1 day') d)
            select a.day || ' to ' || b.day from day a, day b
            where a.day <= b.day and reporting.working_days_between(a.day, b.day, 'england_and_wales', 'infinity') is distinct from (
              select count(*) from day c
              where c.day > a.day and c.day <= b.day and extract(isodow from c.day) < 6
                and not exists (select from reference.bank_holiday h where h.division = 'england_and_wales' and h.day = c.day)
            )
            """
        );

        Assert.Null(wrong);
    }

    [Fact]
    public async Task A_holiday_proclaimed_later_changes_no_figure_as_it_was_known_before()
    {
        await using var database = await ReferenceDatabase.Of(cluster);
        await database.Load(ReferenceTable.BankHolidays, "division,day,name", "england_and_wales,2022-06-02,Spring bank holiday");
        var before = await database.Now();

        var report = await database.Load(
            ReferenceTable.BankHolidays,
            "division,day,name",
            "england_and_wales,2022-06-02,Spring bank holiday",
            "england_and_wales,2022-06-03,Platinum Jubilee bank holiday"
        );

        Assert.Equal([new TableChange("reference.bank_holiday", Held: 2, Began: 1, Ended: 0)], report.Tables);
        Assert.Equal("1", await Days(database, "2022-06-01", "2022-06-06"));
        Assert.Equal("2", await Days(database, "2022-06-01", "2022-06-06", knownAt: before));
    }

    [Fact]
    public async Task A_holiday_on_a_weekend_takes_no_working_day_away()
    {
        await using var database = await ReferenceDatabase.Of(cluster);

        await database.Load(ReferenceTable.BankHolidays, "division,day,name", "england_and_wales,2022-04-17,Easter Sunday");

        Assert.Equal("3", await Days(database, "2022-04-14", "2022-04-19"));
    }

    private static Task<string?> Days(
        ReferenceDatabase database,
        string from,
        string to,
        string division = EnglandAndWales,
        string knownAt = "infinity"
    ) => database.Ask($"select reporting.working_days_between('{from}', '{to}', '{division}', '{knownAt}')");
}
