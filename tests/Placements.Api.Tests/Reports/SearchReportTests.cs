using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;
using Placements.Testing;
using Placements.Tests.Api.Reporting;
using Xunit;

namespace Placements.Tests.Api.Reports;

/// <summary>What searches for a home asked for, and what came of them by a day.</summary>
public sealed class SearchReportTests(TestCluster cluster)
{
    private const string Monday = "2024-03-04";
    private static readonly Guid Search = Guid.NewGuid();
    private static readonly Guid FirstOffer = Guid.NewGuid();
    private static readonly Guid SecondOffer = Guid.NewGuid();

    [Fact]
    public async Task What_came_of_a_search_counts_from_the_day_it_happened()
    {
        var child = Seeking(Monday);
        Approached(child, "2024-03-05");
        Offered(child, FirstOffer, "2024-03-06");
        child.Record(new OfferWithdrawn { EffectiveOn = Story.Day("2024-03-07"), OfferId = FirstOffer });
        Offered(child, SecondOffer, "2024-03-08");
        child.Record(new OfferDeclined { EffectiveOn = Story.Day("2024-03-09"), OfferId = SecondOffer });
        Placed(child, "2024-03-11");
        // The paperwork follows.
        Closed(child, "2024-03-18", ReferralOutcome.Placed);
        await using var database = await ReportingDatabase.Of(cluster, child);

        // searches, approached, offered, withdrawn, declined, placed, nothing found, no offer; days, working days.
        await Was("2024-03-03", "(0,0,0,0,0,0,0,0,,)");
        await Was("2024-03-04", "(1,0,0,0,0,0,0,1,,)");
        await Was("2024-03-05", "(1,1,0,0,0,0,0,1,,)");
        await Was("2024-03-06", "(1,1,1,0,0,0,0,0,,)");
        await Was("2024-03-07", "(1,1,1,1,0,0,0,0,,)");
        await Was("2024-03-08", "(1,1,1,1,0,0,0,0,,)");
        await Was("2024-03-09", "(1,1,1,1,1,0,0,0,,)");
        await Was("2024-03-10", "(1,1,1,1,1,0,0,0,,)");
        await Was("2024-03-11", "(1,1,1,1,1,1,0,0,7,5)");
        await Was("2024-03-18", "(1,1,1,1,1,1,0,0,7,5)");

        async Task Was(string asAt, string expected) =>
            Assert.Equal(expected, await Outcomes(database, "2024-03-01", $"as_at => '{asAt}'"));
    }

    [Fact]
    public async Task Searches_stand_where_they_began_for_thirteen_months_and_days_to_place_are_the_median_of_those_placed()
    {
        await using var database = await ReportingDatabase.Of(
            cluster,
            Closed(Seeking("2023-03-31"), "2024-03-01", ReferralOutcome.Placed),
            Closed(Seeking("2023-04-01"), "2024-03-01", ReferralOutcome.NothingFound),
            // Over Easter, whose Friday and Monday are holidays.
            Placed(Seeking("2024-03-28"), "2024-04-02"),
            // No placement is recorded as theirs.
            Closed(Seeking("2024-03-11"), "2024-03-13", ReferralOutcome.Placed),
            Closed(Seeking("2024-03-11"), "2024-03-11", ReferralOutcome.Withdrawn),
            Seeking("2024-03-31")
        );
        await database.Run(
            "insert into reference.bank_holiday values ('england_and_wales', '2024-03-29', 'Good Friday', '(,)'), "
                + "('england_and_wales', '2024-04-01', 'Easter Monday', '(,)')"
        );

        const string AsAt = "as_at => '2024-04-02'";
        Assert.Equal("(4,0,0,0,0,2,0,4,3.5,1.5)", await Outcomes(database, "2024-03-01", AsAt));
        Assert.Equal("(1,0,0,0,0,0,1,1,,)", await Outcomes(database, "2023-04-01", AsAt));
        Assert.Equal(
            "13 2023-04-01 2024-04-01 5",
            await database.Ask<string>(
                "select concat_ws(' ', count(*), min(month), max(month), sum(searches)) "
                    + $"from reporting.search_outcomes(reporting.ask({AsAt}))"
            )
        );
        // The day before, the child of Easter was still waiting; small counts take their medians with them.
        Assert.Equal("(4,0,0,0,0,1,0,4,2,2)", await Outcomes(database, "2024-03-01", "as_at => '2024-04-01'"));
        Assert.Equal("(,0,0,0,0,,0,,,)", await Outcomes(database, "2024-03-01", $"{AsAt}, suppress => true"));
    }

    [Fact]
    public async Task An_offer_written_down_later_was_not_known_before_and_its_provider_stands_with_the_offers_of_the_year()
    {
        var child = Seeking("2024-03-20").RecordedAt(new DateTimeOffset(2024, 4, 10, 9, 0, 0, TimeSpan.Zero));
        Offered(child, FirstOffer, "2024-03-25");
        Offered(child, SecondOffer, "2024-04-01", "Nyth Fostering");
        Offered(child, Guid.NewGuid(), "2024-04-02", "Nyth Fostering");
        Offered(child, Guid.NewGuid(), "2024-04-02", null);
        child.Record(new OfferWithdrawn { EffectiveOn = Story.Day("2024-04-05"), OfferId = SecondOffer });
        await using var database = await ReportingDatabase.Of(cluster, child);

        Assert.Equal("(1,0,0,0,0,0,0,1,,)", await Outcomes(database, "2024-03-01", "as_at => '2024-04-05', as_known_at => '2024-04-09'"));
        Assert.Equal("(1,0,1,1,0,0,0,0,,)", await Outcomes(database, "2024-03-01", "as_at => '2024-04-05'"));
        Assert.Equal("(0,0,0,0,0,0,0,0,,)", await Outcomes(database, "2024-03-01", "as_at => '2024-04-05', sexes => '{male}'"));

        Assert.Equal(["(\"Nyth Fostering\",2,0,0)", "(unknown,1,0,0)"], await Providers("2024-04-04"));
        Assert.Equal(["(\"Nyth Fostering\",2,1,0)", "(unknown,1,0,0)"], await Providers("2024-04-05"));
        Assert.Equal(["(\"Enfys Fostering\",1,0,0)"], await Providers("2024-03-31"));

        Task<string[]> Providers(string asAt) =>
            database.Ask<string[]>(
                $"select array(select r::text from reporting.providers_approached(reporting.ask(as_at => '{asAt}')) r)::text[]"
            );
    }

    [Fact]
    public async Task A_referral_stands_once_in_each_group_but_under_as_many_needs_as_it_has()
    {
        var child = Seeking(
            Monday,
            new SoughtHomes { Foster = Suitability.Preferred },
            new ReferralNeeds
            {
                Circumstances =
                [
                    ReferralCircumstance.Autism,
                    ReferralCircumstance.SexualExploitation,
                    // Ticked twice.
                    ReferralCircumstance.Autism,
                ],
            },
            [RiskToChild.SexualExploitation, RiskToChild.Other],
            [RiskToOthers.Other, RiskToOthers.Physical]
        );
        child.Record(
            new ChildDetailsChanged
            {
                EffectiveOn = Story.Day("2024-03-01"),
                Source = "the family",
                UnaccompaniedAsylumSeeking = true,
            }
        );
        await using var database = await ReportingDatabase.Of(cluster, child, Seeking("2023-03-31"), Seeking("2024-04-01"));

        Assert.Equal(
            [
                "(all,all,1,100.0)",
                "(sought,fostering,1,100.0)",
                "(setting,fostering_standard,1,100.0)",
                "(sex,female,1,100.0)",
                "(age_band,11_to_15,1,100.0)",
                "(need,sexual_exploitation_current_or_past,1,100.0)",
                "(need,autism,1,100.0)",
                "(need,other_risk_to_child,1,100.0)",
                "(need,physical_risk_to_others,1,100.0)",
                "(need,other_risk_to_others,1,100.0)",
                "(need,unaccompanied,1,100.0)",
            ],
            await database.Ask<string[]>(
                "select array(select r::text from reporting.referral_needs(reporting.ask(as_at => '2024-03-31')) r where r.referrals > 0)::text[]"
            )
        );
    }

    [Fact]
    public async Task The_setting_is_that_of_the_home_preferred()
    {
        var foster = new SoughtHomes { Foster = Suitability.Preferred, Residential = Suitability.Suitable };
        var home = new SoughtHomes { Foster = Suitability.Unsuitable, Residential = Suitability.Preferred };
        var solo = new ReferralNeeds { LivingWith = LivingWith.Solo };
        var baby = new ReferralNeeds { LivingWith = LivingWith.Solo, ParentAndChild = true };
        var deprived = new ReferralNeeds { DeprivationOfLiberty = true };

        await Are(
            "setting",
            ("fostering_standard", Seeking(Monday, foster)),
            ("fostering_standard", Seeking(Monday, foster, deprived)),
            ("fostering_solo", Seeking(Monday, foster, solo)),
            ("fostering_sibling", Seeking(Monday, foster, solo, siblings: 1)),
            ("fostering_parent_and_child", Seeking(Monday, foster, baby, siblings: 1)),
            ("residential_standard", Seeking(Monday, home with { Foster = Suitability.Preferred }, siblings: 1)),
            ("residential_standard", Seeking(Monday, home with { Supported = Suitability.Preferred })),
            ("residential_non_standard", Seeking(Monday, home, solo)),
            ("residential_non_standard", Seeking(Monday, home, deprived)),
            ("residential_parent_and_child", Seeking(Monday, home, baby)),
            ("supported", Seeking(Monday, foster with { Supported = Suitability.Preferred }, solo)),
            ("not_said", Seeking(Monday, foster with { Foster = Suitability.Suitable }, baby))
        );
    }

    [Fact]
    public Task The_age_is_that_of_the_day_of_the_referral() =>
        Are(
            "age_band",
            ("under_5", Seeking(Monday, born: "2019-03-05")),
            ("5_to_10", Seeking(Monday, born: "2019-03-04")),
            ("5_to_10", Seeking(Monday, born: "2013-03-05")),
            ("11_to_15", Seeking(Monday, born: "2013-03-04")),
            ("11_to_15", Seeking(Monday, born: "2008-03-05")),
            ("16_and_over", Seeking(Monday, born: "2008-03-04")),
            ("unknown", Seeking(Monday, born: null)),
            // Not born yet.
            ("unknown", Seeking(Monday, born: "2024-03-05"))
        );

    private async Task Are(string group, params (string Expected, Story Child)[] children)
    {
        await using var database = await ReportingDatabase.Of(cluster, [.. children.Select(entry => entry.Child)]);
        foreach (var (expected, child) in children)
        {
            var values = await database.Ask<string[]>(
                "select array(select r.value from reporting.referral_needs(reporting.ask(as_at => '2024-03-31', children => array[$1])) r "
                    + "where r.grouped_by = $2 and r.referrals > 0)",
                child.Id,
                group
            );
            Assert.Equal([expected], values);
        }
    }

    private static Task<string> Outcomes(ReportingDatabase database, string month, string question) =>
        database.Ask<string>(
            "select row(r.searches, r.approached, r.offered, r.withdrawn, r.declined, r.placed, r.nothing_found, r.no_offer, "
                + "r.median_days_to_place, r.median_working_days_to_place)::text "
                + $"from reporting.search_outcomes(reporting.ask({question})) r where r.month = '{month}'"
        );

    private static Story Seeking(
        string on,
        SoughtHomes? sought = null,
        ReferralNeeds? needs = null,
        IReadOnlyList<RiskToChild>? toChild = null,
        IReadOnlyList<RiskToOthers>? toOthers = null,
        int siblings = 0,
        string? born = "2012-05-14"
    ) =>
        new Story(born: born).Record(
            new ReferralMade
            {
                EffectiveOn = Story.Day(on),
                ReferralId = Search,
                Urgency = Urgency.Today,
                Sought = sought ?? new(),
                Needs = needs ?? new(),
                RisksToChild = toChild ?? [],
                RisksToOthers = toOthers ?? [],
                SiblingsToPlaceTogether = siblings,
            }
        );

    private static void Approached(Story child, string on) =>
        child.Record(
            new ProviderApproached
            {
                EffectiveOn = Story.Day(on),
                ReferralId = Search,
                Provider = new Provider { Name = "Enfys Fostering" },
            }
        );

    private static void Offered(Story child, Guid offer, string on, string? provider = "Enfys Fostering") =>
        child.Record(
            new OfferReceived
            {
                EffectiveOn = Story.Day(on),
                ReferralId = Search,
                OfferId = offer,
                Provider = new Provider { Name = provider },
            }
        );

    private static Story Closed(Story child, string on, ReferralOutcome outcome) =>
        child.Record(
            new ReferralClosed
            {
                EffectiveOn = Story.Day(on),
                ReferralId = Search,
                Outcome = outcome,
            }
        );

    private static Story Placed(Story child, string on) =>
        child
            .CareStarts(on)
            .Record(
                new PlacementStarted
                {
                    EffectiveOn = Story.Day(on),
                    Placement = new PlacementFacts
                    {
                        PlacementId = Guid.NewGuid(),
                        Kind = PlacementKind.FosterCare,
                        Sector = Sector.ForProfit,
                        ReferralId = Search,
                    },
                }
            );
}
