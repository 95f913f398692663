using System.Globalization;
using Placements.Application.Reporting;
using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;
using Placements.Testing;
using Placements.Tests.Api.Demo;
using Placements.Tests.Api.Reporting;
using Xunit;

namespace Placements.Tests.Api.Reports;

/// <summary>What counts as a start, an end and a return to care. The year is the one to 31 March 2024 unless told.</summary>
public sealed class ReportsOfCareTests(TestCluster cluster, DemoFixture demo, DemoDatabase demoDatabase)
{
    private const string EndOfYear = "reporting.ask('2024-03-31')";

    [Fact]
    public async Task Starts_of_the_year_count_with_its_first_and_last_day_and_without_short_breaks()
    {
        await using var database = await ReportingDatabase.Of(
            cluster,
            new Story().CareStarts("2023-03-31"),
            new Story().CareStarts("2023-04-01", LegalStatus.Voluntary),
            new Story().CareStarts("2024-03-31", LegalStatus.InterimCareOrder),
            new Story().CareStarts("2024-04-01"),
            new Story().CareStarts("2023-06-01", LegalStatus.ShortBreaks),
            new Story().Record(
                new CareStarted
                {
                    EffectiveOn = Story.Day("2023-06-01"),
                    LegalStatus = LegalStatus.CareOrder,
                    CategoryOfNeed = CategoryOfNeed.LowIncome,
                    BeganEarlier = EarlierCare.Moved,
                }
            )
        );

        Assert.Equal(
            ["interim_care_order 1 50.0", "voluntary 1 50.0"],
            await database.Rows("legal_status, starts, percent", $"reporting.legal_status_at_start({EndOfYear}) where starts > 0")
        );
        Assert.Equal(
            ["abuse_or_neglect 2 100.0"],
            await database.Rows("category_of_need, starts, percent", $"reporting.category_of_need_at_start({EndOfYear}) where starts > 0")
        );
        Assert.Equal(["2024-03-31 2 0", "2023-03-31 1 0"], (await ByYear(database, EndOfYear))[..2]);
    }

    [Fact]
    public async Task A_start_recorded_late_is_not_known_before()
    {
        var learnt = new DateTimeOffset(2024, 5, 1, 9, 0, 0, TimeSpan.Zero);
        await using var database = await ReportingDatabase.Of(cluster, new Story().RecordedAt(learnt).CareStarts("2024-02-01"));

        Assert.Equal(
            ["abuse_or_neglect 1"],
            await database.Counted(
                "category_of_need, starts",
                "reporting.category_of_need_at_start(reporting.ask('2024-03-31', '2024-05-01 09:00Z'))"
            )
        );
        Assert.Empty(
            await database.Counted(
                "category_of_need, starts",
                "reporting.category_of_need_at_start(reporting.ask('2024-03-31', '2024-05-01 08:59Z'))"
            )
        );
    }

    [Fact]
    public async Task When_I_am_Ready_is_a_reason_or_noted_beside_another()
    {
        await using var database = await ReportingDatabase.Of(
            cluster,
            Until18("2023-10-01", CareEndReason.WhenIAmReady),
            Until18("2023-10-01", CareEndReason.StayedWithCarers, whenIAmReady: true),
            Until18("2023-10-01", CareEndReason.StayedWithCarers),
            Until18("2023-10-01", CareEndReason.IndependentLivingSupported, PlacementKind.ChildrensHome),
            Until18("2024-04-01", CareEndReason.Custody)
        );

        Assert.Equal(
            [
                "independent_living independent_living_supported 1 25.0 1 100.0",
                "when_i_am_ready when_i_am_ready 1 25.0 0 0.0",
                "when_i_am_ready stayed_with_carers 1 25.0 0 0.0",
                "other_reason stayed_with_carers 1 25.0 0 0.0",
            ],
            await database.Rows(
                "outcome, reason, ends, percent, from_residential, percent_from_residential",
                $"reporting.reasons_care_ended({EndOfYear}) where ends > 0"
            )
        );
    }

    [Fact]
    public async Task Who_turned_18_left_residential_care_for_that_whatever_the_reason()
    {
        await using var database = await ReportingDatabase.Of(
            cluster,
            Until18("2023-10-01", CareEndReason.ReturnedHome, PlacementKind.ChildrensHome),
            // Turns eighteen two days after: care ends on the eve at the latest.
            Until18("2023-10-01", CareEndReason.ReturnedHome, PlacementKind.ResidentialCareHome, born: "2005-10-03"),
            Until18("2023-10-01", CareEndReason.AdoptedUnopposed, PlacementKind.ChildrensHome, born: "2015-01-01"),
            Until18("2023-10-01", CareEndReason.OtherAuthority, PlacementKind.ChildrensHome, born: "2015-01-01"),
            Until18("2023-10-01", CareEndReason.ReturnedHome, PlacementKind.ResidentialSchool),
            Until18("2023-10-01", CareEndReason.ReturnedHome)
        );

        Assert.Equal(
            ["turned_18 1 25.0", "returned_home 1 25.0", "adopted 1 25.0", "other 1 25.0"],
            await database.Rows("how, ends, percent", $"reporting.left_residential_care({EndOfYear})")
        );
        Assert.Equal(
            ["turned_18 - -", "returned_home - -", "adopted - -", "other - -"],
            await database.Rows("how, ends, percent", "reporting.left_residential_care(reporting.ask('2024-03-31', suppress => true))")
        );
    }

    [Fact]
    public async Task A_start_stands_with_the_home_and_the_age_of_its_first_day()
    {
        await using var database = await ReportingDatabase.Of(
            cluster,
            new Story(born: "2014-02-01")
                .CareStarts("2024-01-31")
                .Placed("2024-01-31", "A", PlacementKind.ChildrensHome)
                .Moves("2024-02-01", "B"),
            new Story(born: "2014-01-31").CareStarts("2024-01-31").Placed("2024-02-01", "A", PlacementKind.ChildrensHome),
            new Story(born: null).CareStarts("2024-01-31").Placed("2024-01-31", "A"),
            new Story(born: "2006-01-31").CareStarts("2024-01-31").Placed("2024-01-31", "A")
        );

        Assert.Equal(
            ["in_house_fostering 18_and_over 1", "in_house_fostering unknown 1", "in_house_residential 9 1", "without_placement 10 1"],
            await database.Counted("category, age, starts", $"reporting.care_starts_by_home({EndOfYear})")
        );
        Assert.Equal(14L * 20, await database.Ask<long>($"select count(*) from reporting.care_starts_by_home({EndOfYear})"));
    }

    [Fact]
    public async Task A_child_comes_back_into_care_within_twelve_months_or_later()
    {
        await using var database = await ReportingDatabase.Of(
            cluster,
            new Story().CareStarts("2022-05-01").CareEnds("2022-06-01").CareStarts("2023-06-01"),
            new Story().CareStarts("2022-05-01").CareEnds("2022-06-01").CareStarts("2023-06-02"),
            new Story().CareStarts("2022-05-01", LegalStatus.ShortBreaks).CareEnds("2023-05-01").CareStarts("2023-06-01")
        );

        Assert.Equal(
            [
                "2024-03-31 3 2 66.7 1 33.3",
                "2023-03-31 2 0 0.0 0 0.0",
                "2022-03-31 0 0 - 0 -",
                "2021-03-31 0 0 - 0 -",
                "2020-03-31 0 0 - 0 -",
            ],
            await database.Rows(
                "year_ending, starts, re_entries, percent, within_12_months, percent_within_12_months",
                $"reporting.re_entries({EndOfYear})"
            )
        );
        Assert.Equal(["2024-03-31 3 0", "2023-03-31 2 2"], (await ByYear(database, EndOfYear))[..2]);
    }

    [Fact]
    public async Task Care_that_ends_counts_on_the_first_day_out_of_it_and_not_on_a_day_still_to_come()
    {
        await using var database = await ReportingDatabase.Of(
            cluster,
            new Story().CareStarts("2023-05-01").CareEnds("2024-03-31"),
            new Story().CareStarts("2023-05-01").CareEnds("2024-04-01")
        );

        Assert.Equal("2024-03-31 2 0", (await ByYear(database, "reporting.ask('2024-03-30')"))[0]);
        Assert.Equal("2024-03-31 2 1", (await ByYear(database, EndOfYear))[0]);
        Assert.Equal(["2025-03-31 0 1", "2024-03-31 2 1"], (await ByYear(database, "reporting.ask('2024-04-01')"))[..2]);
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

        await Same("category_of_need, starts", "category_of_need_at_start", recount.Starts(start => start.Period.CategoryOfNeed.Name()));
        await Same("legal_status, starts", "legal_status_at_start", recount.Starts(start => start.Period.LegalStatusAtStart.Name()));
        await Same(
            "category, age, starts",
            "care_starts_by_home",
            recount.Starts(start => $"{start.Home} {start.AgeThen?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}")
        );
        await Same("reason, ends", "reasons_care_ended", recount.Ends(end => end.Period.EndReason!.Value.Name()));
        await Same(
            "how, ends",
            "left_residential_care",
            recount.Ends(end => end.FromResidential ? How(end) : "").Where(how => how.Length > 0)
        );
        await Same("year_ending, starts", "starts_and_ends_by_year", recount.StartsOfFiveYears(Year));
        await Same(
            "year_ending, re_entries",
            "re_entries",
            recount.StartsOfFiveYears(start => start.LeftBefore is null ? "" : Year(start))
        );
        await Same(
            "year_ending, within_12_months",
            "re_entries",
            recount.StartsOfFiveYears(start => start.LeftBefore?.AddMonths(12) >= start.Period.StartedOn ? Year(start) : "")
        );
        await Same(
            "year_ending, ends",
            "starts_and_ends_by_year",
            recount.EndsOfFiveYears(end => $"{FlowRecount.YearEnding(end.Period.EndedOn!.Value):O}")
        );

        async Task Same(string columns, string report, IEnumerable<string> counted) =>
            Assert.Equal(
                ReportRows.Tally(counted.Where(key => key.Length > 0)),
                await database.Counted(columns, $"reporting.{report}(reporting.ask('{asAt}', '{asKnownAt}'))")
            );
    }

    private static string Year(Start start) => $"{FlowRecount.YearEnding(start.Period.StartedOn):O}";

    private static string How(End end) =>
        end.Turned18 ? "turned_18"
        : end.Period.EndReason == CareEndReason.ReturnedHome ? "returned_home"
        : end.Period.EndReason is CareEndReason.AdoptedUnopposed or CareEndReason.AdoptedConsentDispensed ? "adopted"
        : "other";

    private static Story Until18(
        string ended,
        CareEndReason reason,
        PlacementKind kind = PlacementKind.FosterCare,
        string born = "2005-10-02",
        bool whenIAmReady = false
    ) => new Story(born: born).CareStarts("2022-01-01").Placed("2022-01-01", "A", kind).CareEnds(ended, reason, whenIAmReady: whenIAmReady);

    private static Task<string[]> ByYear(ReportingDatabase database, string ask) =>
        database.Rows("year_ending, starts, ends", $"reporting.starts_and_ends_by_year({ask})");
}
