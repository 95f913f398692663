using Placements.Application.ReadModels;
using Placements.Application.Reporting;
using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;
using Placements.Testing;
using Xunit;

namespace Placements.Tests.Api.Reporting;

/// <summary>Who is counted, for whom, as known when.</summary>
public sealed class FigureTests(TestCluster cluster)
{
    private static readonly Scope Cardiff = new([Story.Cardiff], null);
    private static readonly Scope Both = new([Story.Cardiff, Story.Newport], null);
    private static readonly Clocks EndOfYear = new(Story.Day("2024-03-31"));

    [Fact]
    public async Task An_empty_database_gives_no_rows_no_counts_and_no_percentages()
    {
        await using var database = await ReportingDatabase.Of(cluster);

        Assert.Empty((await Page(database, Figure.CurrentPlacement, Both)).Items);
        Assert.Empty((await Page(database, Figure.Stability, Both)).Items);
        Assert.Empty((await Page(database, Figure.OutOfCounty, Both)).Items);
        Assert.Equal(new StabilitySummary(0, 0, null, 0, 0, 0, 0), await Stability(database, Both));
        var places = await OutOfCounty(database, Both);
        Assert.Equal((0, null), (places.LookedAfter, places.OutOfCountyPercent));
        Assert.Empty(places.ByKind);
        Assert.Empty(places.ByHostAuthority);
    }

    [Fact]
    public async Task Children_on_short_breaks_are_counted_apart()
    {
        var shortBreaks = new Story().CareStarts("2024-03-25", LegalStatus.ShortBreaks).Placed("2024-03-25", "S");
        await using var database = await ReportingDatabase.Of(cluster, Since("2022-06-01"), shortBreaks);

        Assert.Single((await Page(database, Figure.CurrentPlacement, Cardiff)).Items);
        Assert.Single((await Page(database, Figure.OutOfCounty, Cardiff)).Items);
        Assert.Equal(1, (await Stability(database, Cardiff)).LookedAfter);
        Assert.Equal(
            shortBreaks.Id,
            await database.Ask<Guid>("select child_id from reporting.short_breaks_as_at('2024-03-31', 'infinity')")
        );
    }

    [Fact]
    public async Task Where_a_home_stands_is_told_with_its_band_and_never_guessed()
    {
        var adopted = Since("2022-06-01").Moves("2023-06-01", "B", PlacementKind.AdoptivePlacement, host: null);
        await using var database = await ReportingDatabase.Of(
            cluster,
            Since("2022-06-01"),
            Since("2022-06-01", Story.Newport, reason: OutOfCountyReason.FamilyOrKin),
            Since("2022-06-01", "W06000023"),
            Since("2022-06-01", "E06000019"),
            Since("2022-06-01", null, Country.Scotland),
            Since("2022-06-01", null, Country.Wales),
            adopted,
            new Story().CareStarts("2024-03-01")
        );

        var rows = (await Page(database, Figure.OutOfCounty, Cardiff)).Items;
        Assert.Equal(
            [
                "elsewhere_in_wales bordering_welsh_authority family_or_kin",
                "elsewhere_in_wales other_welsh_authority ",
                "in_county  ",
                "outside_wales other_english_authority ",
                "outside_wales outside_england_and_wales ",
                "unknown  ",
                "unknown  ",
                "unknown  ",
            ],
            rows.Select(row => $"{row.Location} {row.PreferenceBand} {row.Reason}").Order(StringComparer.Ordinal)
        );
        Assert.Single(rows, row => row.PlacementId is null && row.Kind is null && row.StartedOn is null);

        var current = (await Page(database, Figure.CurrentPlacement, Cardiff)).Items;
        Assert.Equal([2, 1, 4], new bool?[] { null, false, true }.Select(known => current.Count(row => row.OutOfCounty == known)));
        Assert.Equal(304, current.Single(row => row.ChildId == adopted.Id).DaysInPlacement);

        var summary = await OutOfCounty(database, Cardiff);
        Assert.Equal(
            (8, 1, 2, 2, 3, 50.0m),
            (
                summary.LookedAfter,
                summary.InCounty,
                summary.ElsewhereInWales,
                summary.OutsideWales,
                summary.Unknown,
                summary.OutOfCountyPercent
            )
        );
        Assert.Equal(
            [
                new ChildrenByKind("foster_care", 6, 1, 2, 2, 1),
                new ChildrenByKind("adoptive_placement", 1, 0, 0, 0, 1),
                new ChildrenByKind(null, 1, 0, 0, 0, 1),
            ],
            summary.ByKind
        );
        Assert.Equal(
            [
                new ChildrenByHostAuthority(null, 4, 1),
                new ChildrenByHostAuthority("E06000019", 1, 1),
                new ChildrenByHostAuthority(Story.Cardiff, 1, 0),
                new ChildrenByHostAuthority(Story.Newport, 1, 1),
                new ChildrenByHostAuthority("W06000023", 1, 1),
            ],
            summary.ByHostAuthority
        );
    }

    [Fact]
    public async Task An_entry_made_late_changes_todays_figure_and_not_the_one_known_last_week()
    {
        var recorded = new DateTimeOffset(2024, 4, 10, 9, 0, 0, TimeSpan.Zero);
        var child = Since("2022-06-01").RecordedAt(recorded).Moves("2023-06-01", "B").Moves("2023-09-01", "C");
        await using var database = await ReportingDatabase.Of(cluster, child);

        Assert.Equal(3, (await Known(child, null)).PlacementsInYear);
        Assert.Equal(1, (await Known(child, recorded.AddDays(-7))).PlacementsInYear);
        // Known at the instant itself, but the second entry a minute later is not.
        Assert.Equal(2, (await Known(child, recorded)).PlacementsInYear);
        var asSubmitted = new Clocks(EndOfYear.AsAt, recorded.AddDays(-7));
        Assert.Equal(0, (await database.Figures.StabilitySummary(Cardiff, asSubmitted, CancellationToken.None)).ThreeOrMore);
        Assert.Equal(1, (await Stability(database, Cardiff)).ThreeOrMore);

        async Task<StabilityRow> Known(Story of, DateTimeOffset? known) =>
            (
                await database.Figures.Of(
                    Figure.Stability,
                    of.Authority,
                    of.Id,
                    EndOfYear with
                    {
                        AsKnownAt = known,
                    },
                    CancellationToken.None
                )
            )!;
    }

    [Fact]
    public async Task Authorities_are_apart()
    {
        var newport = new Story(Story.Newport).CareStarts("2022-06-01").Placed("2022-06-01", "A", host: Story.Newport);
        await using var database = await ReportingDatabase.Of(cluster, Since("2022-06-01"), newport);

        Assert.Equal(newport.Id, Assert.Single((await Page(database, Figure.Stability, new Scope([Story.Newport], null))).Items).ChildId);
        Assert.Equal(1, (await OutOfCounty(database, Cardiff)).LookedAfter);
        Assert.Equal(2, (await OutOfCounty(database, Both)).LookedAfter);
        Assert.Equal(0, (await Stability(database, new Scope([], null))).LookedAfter);
        Assert.Null(await database.Figures.Of(Figure.Stability, Story.Cardiff, newport.Id, EndOfYear, CancellationToken.None));
    }

    [Fact]
    public async Task A_team_sees_its_children_and_those_without_a_team()
    {
        var mine = Since("2022-06-01", team: "north").BreaksDown("2023-06-01");
        await using var database = await ReportingDatabase.Of(
            cluster,
            mine,
            Since("2022-06-01", team: "south").BreaksDown("2023-06-01"),
            Since("2022-06-01")
        );
        var north = new Scope([Story.Cardiff], ["north"]);

        Assert.Equal(2, (await Page(database, Figure.Stability, north)).Items.Count);
        Assert.Equal((2, 1), await Counts(north));
        Assert.Equal((1, 0), await Counts(new Scope([Story.Cardiff], [])));
        Assert.Equal((3, 2), await Counts(Cardiff));
        Assert.Equal(2, (await OutOfCounty(database, north)).LookedAfter);

        async Task<(long, long)> Counts(Scope scope)
        {
            var summary = await Stability(database, scope);
            return (summary.LookedAfter, summary.BreakdownsInYear);
        }
    }

    [Fact]
    public async Task A_former_team_does_not_see_the_child_in_last_years_figures_either()
    {
        var moved = Since("2022-06-01", team: "north")
            .Record(
                new ChildDetailsChanged
                {
                    EffectiveOn = new DateOnly(2024, 6, 1),
                    Source = "allocation",
                    Team = "south",
                }
            );
        await using var database = await ReportingDatabase.Of(cluster, moved);

        Assert.Equal(0, (await Stability(database, new Scope([Story.Cardiff], ["north"]))).LookedAfter);
        Assert.Equal(1, (await Stability(database, new Scope([Story.Cardiff], ["south"]))).LookedAfter);
    }

    [Fact]
    public async Task Endings_of_the_year_are_those_of_every_child_short_breaks_apart()
    {
        var left = Since("2022-06-01").BreaksDown("2023-06-01").Placed("2023-06-01", "B").CareEnds("2023-09-01");
        var shortBreak = new Story().CareStarts("2023-05-01", LegalStatus.ShortBreaks).Placed("2023-05-01", "S").CareEnds("2023-05-05");
        await using var database = await ReportingDatabase.Of(cluster, left, shortBreak, Since("2022-06-01").Moves("2024-04-01", "B"));

        var summary = await Stability(database, Cardiff);
        Assert.Equal((1, 1, 2), (summary.LookedAfter, summary.BreakdownsInYear, summary.PlacementsEndedInYear));
    }

    [Fact]
    public async Task Pages_give_every_child_once_and_in_the_order_of_the_whole_list()
    {
        Story[] children =
        [
            .. Enumerable.Range(0, 11).Select(_ => Since("2022-06-01")),
            .. Enumerable.Range(0, 6).Select(_ => new Story(Story.Newport).CareStarts("2022-06-01").Placed("2022-06-01", "A")),
        ];
        await using var database = await ReportingDatabase.Of(cluster, children);

        await Check(Figure.Stability, row => row.ChildId);
        await Check(Figure.CurrentPlacement, row => row.ChildId);
        await Check(Figure.OutOfCounty, row => row.ChildId);

        async Task Check<TRow>(Figure<TRow> figure, Func<TRow, Guid> childOf)
        {
            var whole = new List<Guid>();
            await foreach (var row in database.Figures.All(figure, Both, EndOfYear, CancellationToken.None))
            {
                whole.Add(childOf(row));
            }
            Assert.Equal(children.Length, whole.Distinct().Count());

            // 5 leaves a rest; with 17 the last page is full and must not promise another.
            foreach (var limit in new[] { 1, 5, 17, 100 })
            {
                var paged = new List<Guid>();
                Position? after = null;
                do
                {
                    var page = await database.Figures.Page(figure, Both, EndOfYear, limit, after, CancellationToken.None);
                    Assert.InRange(page.Items.Count, 1, limit);
                    paged.AddRange(page.Items.Select(childOf));
                    after = page.Next;
                } while (after is not null);
                Assert.Equal(whole, paged);
            }
        }
    }

    [Theory]
    [InlineData("2008-02-29", "2023-02-28", 14)]
    [InlineData("2008-02-29", "2023-03-01", 15)]
    [InlineData("2008-02-29", "2024-02-29", 16)]
    [InlineData("2008-03-31", "2024-03-30", 15)]
    [InlineData("2008-03-31", "2024-03-31", 16)]
    [InlineData("2024-03-31", "2024-03-31", 0)]
    [InlineData("2024-04-01", "2024-03-31", -1)]
    public async Task Age_is_reached_on_the_birthday(string born, string day, int age)
    {
        await using var database = await ReportingDatabase.Of(cluster);

        // -1: not born yet, so no age.
        Assert.Equal(age, await database.Ask<int>("select coalesce(reporting.age_on($1, $2), -1)", Story.Day(born), Story.Day(day)));
    }

    [Fact]
    public async Task A_figure_asked_for_often_is_still_planned_for_its_own_day_and_scope()
    {
        await using var database = await ReportingDatabase.Of(cluster, Since("2022-06-01"));
        for (var i = 0; i < 10; i++)
        {
            await OutOfCounty(database, Cardiff);
        }

        Assert.Equal(
            "prepared t, for any 0",
            await database.Ask<string>(
                "select format('prepared %s, for any %s', sum(custom_plans) > 5, sum(generic_plans)) from pg_prepared_statements "
                    + "where statement like '%out_of_county_summary%'"
            )
        );
        Assert.Equal("auto", await database.Ask<string>("select current_setting('plan_cache_mode')"));
    }

    [Fact]
    public async Task Functions_and_views_go_on_over_the_tables_of_a_rebuild()
    {
        await using var database = await ReportingDatabase.Of(cluster, Since("2022-06-01"));
        await database.Run("create schema beside");
        await database.Run("select read_models.create_tables('beside')");
        foreach (var table in ReadModelTables.All.Select(table => table.Name))
        {
            await database.Run($"insert into beside.{table} select * from read_models.{table}");
        }
        await using (var connection = await database.Source.OpenConnectionAsync())
        {
            var swapped = await new TableSwap(connection, "beside").Try(_ => Task.CompletedTask, CancellationToken.None);
            Assert.True(swapped);
        }
        Assert.Single((await Page(database, Figure.Stability, Cardiff)).Items);
        foreach (var view in new[] { "looked_after", "current_placement", "stability", "out_of_county" })
        {
            Assert.Equal(1L, await database.Ask<long>($"select count(*) from reporting.{view}"));
        }
    }

    [Fact]
    public async Task Everything_that_a_tool_can_see_says_what_it_means()
    {
        await using var database = await ReportingDatabase.Of(cluster);

        Assert.Equal(
            "",
            await database.Ask<string>(
                """
                select coalesce(string_agg(name, ', '), '') from (
                  select proname::text as name from pg_proc
                  where pronamespace = 'reporting'::regnamespace and obj_description(oid, 'pg_proc') is null
                  union all
                  select relname::text from pg_class
                  where relnamespace = 'reporting'::regnamespace and relkind in ('r', 'v') and obj_description(oid, 'pg_class') is null
                  union all
                  select relname || '.' || attname from pg_class join pg_attribute on attrelid = pg_class.oid and attnum > 0
                  where relnamespace = 'reporting'::regnamespace and relkind in ('r', 'v') and col_description(attrelid, attnum) is null
                ) silent
                """
            )
        );
    }

    private static Story Since(
        string day,
        string? host = Story.Cardiff,
        Country? country = null,
        OutOfCountyReason? reason = null,
        string? team = null
    ) => new Story(team: team).CareStarts(day).Placed(day, "A", host: host, country: country, reason: reason);

    private static Task<Page<TRow>> Page<TRow>(ReportingDatabase database, Figure<TRow> figure, Scope scope) =>
        database.Figures.Page(figure, scope, EndOfYear, 1000, null, CancellationToken.None);

    private static Task<StabilitySummary> Stability(ReportingDatabase database, Scope scope) =>
        database.Figures.StabilitySummary(scope, EndOfYear, CancellationToken.None);

    private static Task<OutOfCountySummary> OutOfCounty(ReportingDatabase database, Scope scope) =>
        database.Figures.OutOfCountySummary(scope, EndOfYear, CancellationToken.None);
}
