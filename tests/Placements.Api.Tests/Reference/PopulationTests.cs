using Placements.Application.Reference;
using Placements.Testing;

namespace Placements.Tests.Api.Reference;

/// <summary>How many children an authority is reckoned to have on a day.</summary>
public sealed class PopulationTests(TestCluster cluster)
{
    private const string Header = "authority,year,children,source";

    [Theory]
    [InlineData("2021-06-29", null)]
    [InlineData("2021-06-30", "2021: 78100")]
    [InlineData("2022-03-31", "2021: 78100")]
    [InlineData("2022-06-29", "2021: 78100")]
    [InlineData("2022-06-30", "2022: 79200")]
    [InlineData("2030-01-01", "2023: 79900")]
    public async Task The_latest_mid_year_that_is_not_after_the_day_counts(string day, string? figure)
    {
        await using var database = await ReferenceDatabase.Of(cluster);

        await database.Load(
            ReferenceTable.Population,
            Header,
            "W06000015,2023,79900,ONS",
            "W06000015,2021,78100,ONS",
            "W06000015,2022,79200,ONS",
            "W06000022,2020,35000,ONS"
        );

        Assert.Equal(figure, await On(database, day));
    }

    [Fact]
    public async Task What_ships_gives_the_rate_that_the_strategy_publishes()
    {
        await using var database = await ReferenceDatabase.Of(cluster);

        Assert.Equal("2021: 76527", await On(database, "2022-03-31", knownAt: "-infinity"));
        Assert.Equal(
            "135.9",
            await database.Ask(
                "select round(1040 * 10000.0 / children, 1) from reporting.population_on('W06000015', '2022-03-31', 'infinity')"
            )
        );
        Assert.Null(await database.Ask("select children from reporting.population_on('W06000022', '2022-03-31', 'infinity')"));
    }

    [Fact]
    public async Task A_figure_as_known_before_a_load_stays_what_it_was()
    {
        await using var database = await ReferenceDatabase.Of(cluster);
        var shipped = await database.Now();
        await database.Load(ReferenceTable.Population, Header, "W06000015,2021,78100,ONS", "W06000015,2022,79200,ONS");
        var first = await database.Now();
        // The next edition revises 2021 and does not say 2022 any more.
        var report = await database.Load(ReferenceTable.Population, Header, "W06000015,2021,78050,ONS revised");

        Assert.Equal([new TableChange("reference.population", Held: 1, Began: 1, Ended: 2)], report.Tables);
        Assert.Equal("2021: 76527", await On(database, "2023-03-31", shipped));
        Assert.Equal("2022: 79200", await On(database, "2023-03-31", first));
        Assert.Equal("2021: 78100", await On(database, "2022-03-31", first));
        Assert.Equal("2021: 78050", await On(database, "2023-03-31"));
    }

    [Fact]
    public async Task The_same_file_once_more_changes_nothing()
    {
        await using var database = await ReferenceDatabase.Of(cluster);
        await database.Load(ReferenceTable.Population, Header, "W06000015,2021,78100,ONS");
        var rows = await database.Rows("reference.population");

        var report = await database.Load(ReferenceTable.Population, Header, "W06000015,2021,78100,ONS");

        Assert.Equal([new TableChange("reference.population", Held: 1, Began: 0, Ended: 0)], report.Tables);
        Assert.Equal(rows, await database.Rows("reference.population"));
    }

    [Fact]
    public async Task A_host_that_starts_later_leaves_what_was_loaded()
    {
        await using var database = await ReferenceDatabase.Of(cluster);
        await database.Load(ReferenceTable.Population, Header, "W06000022,2021,35000,ONS");
        var rows = await database.Rows("reference.population");

        await database.OpenOnceMore();

        Assert.Equal(rows, await database.Rows("reference.population"));
    }

    [Fact]
    public async Task A_clock_that_was_put_back_loses_nothing()
    {
        await using var database = await ReferenceDatabase.Of(cluster);
        await database.Run("update reference.population set known = tstzrange('2999-01-01Z', null)");

        await database.Load(ReferenceTable.Population, Header, "W06000015,2021,78100,ONS");
        await database.Load(ReferenceTable.Population, Header, "W06000015,2021,78200,ONS");

        Assert.Equal("2021: 76527", await On(database, "2022-03-31", "2999-01-01Z"));
        Assert.Equal("2021: 78100", await On(database, "2022-03-31", "2999-01-01 00:00:00.000001Z"));
        Assert.Equal("2021: 78200", await On(database, "2022-03-31"));
    }

    [Fact]
    public async Task Two_loads_at_once_leave_one_of_the_files_whole()
    {
        await using var database = await ReferenceDatabase.Of(cluster);

        await Task.WhenAll(
            database.Load(ReferenceTable.Population, [Header, .. Years("W06000015", 90)]),
            database.Load(ReferenceTable.Population, [Header, .. Years("W06000022", 70)])
        );

        var held = await database.Ask("select authority || count(*) from reference.population where upper_inf(known) group by authority");
        Assert.Contains(held, new[] { "W0600001590", "W0600002270" });

        static IEnumerable<string> Years(string authority, int count) =>
            Enumerable.Range(1950, count).Select(year => $"{authority},{year},70000,ONS");
    }

    [Fact]
    public async Task The_function_is_part_of_the_query_around_it()
    {
        await using var database = await ReferenceDatabase.Of(cluster);

        var plan = await database.Plan(
            "select * from reporting.authorities_known('infinity') a, reporting.population_on(a.code, '2022-03-31', 'infinity') p"
        );

        Assert.DoesNotContain("Function Scan", plan, StringComparison.Ordinal);
    }

    private static Task<string?> On(ReferenceDatabase database, string day, string knownAt = "infinity") =>
        database.Ask($"select year || ': ' || children from reporting.population_on('W06000015', '{day}', '{knownAt}')");
}
