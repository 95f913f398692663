namespace Placements.Tests.Api.Reports;

/// <summary>
/// Walks the figures that Cardiff's commissioning strategy 2022-23 published (letter and number are those of the project's table of them)
/// and asks the reports for each, as at the stated date: the demo authority gives them exactly.
/// </summary>
public sealed class StrategyFiguresTests(ReportsOfTheDemo demo) : IClassFixture<ReportsOfTheDemo>
{
    private const string Residential = "in_house_residential|external_residential";

    /// <summary>Figure, report, day, column, keys (a|b: either), value.</summary>
    public static TheoryData<string, string, string, string, string, long> Counts =>
        new()
        {
            { "A1 2020", "kinds_of_home", "2020-03-31", "children", "day=2020-03-31", 955 },
            { "A1 2022", "kinds_of_home", "2022-03-31", "children", "day=2022-03-31", 1040 },
            { "A2 2020", "age_and_sex", "2020-03-31", "lookedAfter", "sex=male", 494 },
            { "A2 2022", "age_and_sex", "2022-03-31", "lookedAfter", "sex=male", 576 },
            { "A5 caseload", "disability_caseload", "2022-03-31", "onCaseload", "day=2022-03-31", 427 },
            { "A5 looked after", "disability_caseload", "2022-03-31", "lookedAfter", "day=2022-03-31", 42 },
            { "A5 2020", "disability_caseload", "2022-03-31", "lookedAfter", "day=2020-03-31", 25 },
            { "A6", "disabled_children", "2022-03-31", "disabled", $"day=2022-03-31;category={Residential}|residential_school", 12 },
            { "A6 all", "disabled_children", "2022-03-31", "lookedAfter", $"day=2022-03-31;category={Residential}|residential_school", 97 },
            { "A6 2019", "disabled_children", "2022-03-31", "disabled", $"day=2019-03-31;category={Residential}|residential_school", 8 },
            { "A7", "unaccompanied_children", "2022-03-31", "children", "", 38 },
            { "A7 aged 15", "unaccompanied_children", "2022-03-31", "children", "age=15", 4 },
            { "A7 15 kinship", "unaccompanied_children", "2022-03-31", "children", "age=15;category=kinship", 1 },
            { "A7 15 in house", "unaccompanied_children", "2022-03-31", "children", "age=15;category=in_house_fostering", 1 },
            { "A7 15 external", "unaccompanied_children", "2022-03-31", "children", "age=15;category=external_fostering", 2 },
            { "A7 16-17", "unaccompanied_children", "2022-03-31", "children", "age=16|17", 34 },
            { "A8", "unaccompanied_arrivals", "2022-03-31", "starts", "yearEnding=2022-03-31;scheme=national_transfer_scheme", 12 },
            { "B1 in", "in_and_out_of_county", "2022-03-31", "inCounty", "day=2022-03-31", 672 },
            { "B1 out of Wales or elsewhere", "host_authorities", "2022-03-31", "outOfCounty", "", 368 },
            { "B2", "in_and_out_of_county", "2022-03-31", "inCounty", $"day=2022-03-31;category={Residential}", 23 },
            { "B3 March", "secure_and_unregistered", "2022-05-31", "secure", "month=2022-03-01", 1 },
            { "B3 April", "secure_and_unregistered", "2022-05-31", "secure", "month=2022-04-01", 1 },
            { "B3 May", "secure_and_unregistered", "2022-05-31", "secure", "month=2022-05-01", 1 },
            { "C1 2020", "kinds_of_home", "2022-03-31", "children", "day=2020-03-31;category=external_fostering", 353 },
            { "C1 2022", "kinds_of_home", "2022-03-31", "children", "day=2022-03-31;category=external_fostering", 308 },
            { "C2 2020", "kinds_of_home", "2022-03-31", "children", "day=2020-03-31;category=in_house_fostering", 93 },
            { "C2 2021", "kinds_of_home", "2022-03-31", "children", "day=2021-03-31;category=in_house_fostering", 117 },
            { "C3 2019", "kinds_of_home", "2022-03-31", "children", "day=2019-03-31;category=external_residential", 69 },
            { "C3 2022", "kinds_of_home", "2022-03-31", "children", "day=2022-03-31;category=external_residential", 84 },
            { "C4 2019", "kinds_of_home", "2022-03-31", "children", "day=2019-03-31;category=in_house_residential", 6 },
            { "C4 2021", "kinds_of_home", "2022-03-31", "children", "day=2021-03-31;category=in_house_residential", 9 },
            { "C5 boys 2020", "age_and_sex", "2020-03-31", "inResidential", "sex=male", 41 },
            { "C5 2020", "age_and_sex", "2020-03-31", "inResidential", "", 75 },
            { "C5 boys 2022", "age_and_sex", "2022-03-31", "inResidential", "sex=male", 60 },
            { "C5 2022", "age_and_sex", "2022-03-31", "inResidential", "", 93 },
            { "C6 2020", "kinds_of_home", "2022-03-31", "children", "day=2020-03-31;category=independent_living", 39 },
            { "C6 2022", "kinds_of_home", "2022-03-31", "children", "day=2022-03-31;category=independent_living", 57 },
            { "D1", "moves_into_residential", "2022-03-31", "moves", "", 62 },
            { "D1 from residential", "moves_into_residential", "2022-03-31", "moves", $"cameFrom={Residential}", 21 },
            { "D1 from fostering", "moves_into_residential", "2022-03-31", "moves", "cameFrom=external_fostering", 16 },
            { "D1 from the NHS", "moves_into_residential", "2022-03-31", "moves", "cameFrom=health", 2 },
            { "D2 0-3 months", "time_in_placement", "2022-03-31", "children", $"category={Residential};band=under_3_months", 22 },
            { "D2 6-12 months", "time_in_placement", "2022-03-31", "children", $"category={Residential};band=6_to_12_months", 23 },
            { "D2 2-5 years", "time_in_placement", "2022-03-31", "children", $"category={Residential};band=2_to_5_years", 26 },
            { "D2 5 years", "time_in_placement", "2022-03-31", "children", $"category={Residential};band=5_years_or_more", 1 },
            { "D3", "moves_out_of_residential", "2022-03-31", "moves", "", 52 },
            { "D3 to residential", "moves_out_of_residential", "2022-03-31", "moves", $"wentTo={Residential}", 21 },
            { "D3 to independent living", "moves_out_of_residential", "2022-03-31", "moves", "wentTo=independent_living", 11 },
            { "D4", "left_residential_care", "2022-03-31", "ends", "", 8 },
            { "D4 turned 18", "left_residential_care", "2022-03-31", "ends", "how=turned_18", 5 },
            { "D4 home", "left_residential_care", "2022-03-31", "ends", "how=returned_home", 3 },
            { "D5", "care_starts_by_home", "2022-03-31", "starts", $"category={Residential};age=5|6|7|8|9|10", 1 },
            { "D5 aged 9", "care_starts_by_home", "2022-03-31", "starts", $"category={Residential};age=9", 1 },
            { "F2", "referral_needs", "2018-03-31", "referrals", "groupedBy=all", 104 },
            { "F2 fostering", "referral_needs", "2018-03-31", "referrals", "groupedBy=sought;value=fostering", 86 },
            { "F2 residential", "referral_needs", "2018-03-31", "referrals", "groupedBy=sought;value=residential", 18 },
            { "F2 fostering solo", "referral_needs", "2018-03-31", "referrals", "groupedBy=setting;value=fostering_solo", 9 },
            { "F2 fostering sibling", "referral_needs", "2018-03-31", "referrals", "groupedBy=setting;value=fostering_sibling", 9 },
            { "F2 mother and baby", "referral_needs", "2018-03-31", "referrals", "groupedBy=setting;value=fostering_parent_and_child", 4 },
            { "F2 non-standard", "referral_needs", "2018-03-31", "referrals", "groupedBy=setting;value=residential_non_standard", 3 },
            { "F2 female", "referral_needs", "2018-03-31", "referrals", "groupedBy=sex;value=female", 50 },
            { "F2 domestic violence", "referral_needs", "2018-03-31", "referrals", "groupedBy=need;value=domestic_violence", 8 },
            { "F2 unaccompanied", "referral_needs", "2018-03-31", "referrals", "groupedBy=need;value=unaccompanied", 10 },
            { "F2 breakdown", "referral_needs", "2018-03-31", "referrals", "groupedBy=need;value=fostering_breakdown", 9 },
            { "F2 absconding", "referral_needs", "2018-03-31", "referrals", "groupedBy=need;value=going_missing", 21 },
            { "F2 self-harm", "referral_needs", "2018-03-31", "referrals", "groupedBy=need;value=self_harm", 11 },
            { "F2 CSE", "referral_needs", "2018-03-31", "referrals", "groupedBy=need;value=sexual_exploitation_current_or_past", 7 },
            { "F2 CSE at risk", "referral_needs", "2018-03-31", "referrals", "groupedBy=need;value=sexual_exploitation_at_risk", 12 },
            { "F2 violence", "referral_needs", "2018-03-31", "referrals", "groupedBy=need;value=physical_risk_to_others", 14 },
        };

    /// <summary>Figure, report of the year to 31 March 2022, its count, key and value, per cent as published.</summary>
    public static TheoryData<string, string, string, string, string, int> Shares =>
        new()
        {
            { "E1 dysfunction", "category_of_need_at_start", "starts", "categoryOfNeed", "family_dysfunction", 37 },
            { "E1 abuse", "category_of_need_at_start", "starts", "categoryOfNeed", "abuse_or_neglect", 36 },
            { "E1 absent parenting", "category_of_need_at_start", "starts", "categoryOfNeed", "absent_parenting", 9 },
            { "E1 stress", "category_of_need_at_start", "starts", "categoryOfNeed", "family_in_acute_stress", 8 },
            { "E1 behaviour", "category_of_need_at_start", "starts", "categoryOfNeed", "socially_unacceptable_behaviour", 5 },
            { "E1 disability", "category_of_need_at_start", "starts", "categoryOfNeed", "child_disability", 3 },
            { "E2 section 76", "legal_status_at_start", "starts", "legalStatus", "voluntary", 51 },
            { "E2 interim order", "legal_status_at_start", "starts", "legalStatus", "interim_care_order", 38 },
            { "E3 home", "reasons_care_ended", "ends", "outcome", "returned_home", 37 },
            { "E3 independent living", "reasons_care_ended", "ends", "outcome", "independent_living", 22 },
            { "E3 adopted", "reasons_care_ended", "ends", "outcome", "adopted", 14 },
            { "E3 When I'm Ready", "reasons_care_ended", "ends", "outcome", "when_i_am_ready", 8 },
            { "E3 guardianship", "reasons_care_ended", "ends", "outcome", "special_guardianship_former_foster_carer", 6 },
            { "E3 adult services", "reasons_care_ended", "ends", "outcome", "adult_social_services", 6 },
            { "E3 custody", "reasons_care_ended", "ends", "outcome", "custody", 1 },
        };

    [Theory, MemberData(nameof(Counts))]
    public async Task A_published_count_is_met(string figure, string report, string asAt, string column, string keys, long expected)
    {
        var found = await demo.Sum(report, asAt, column, Keys(keys));
        Assert.True(found == expected, $"{figure}: {found} instead of {expected}");
    }

    [Theory, MemberData(nameof(Shares))]
    public async Task A_published_share_is_met(string figure, string report, string count, string key, string value, int expected)
    {
        var share = 100m * await demo.Sum(report, "2022-03-31", count, (key, value)) / await demo.Sum(report, "2022-03-31", count);
        Assert.True(Math.Round(share, MidpointRounding.AwayFromZero) == expected, $"{figure}: {share} instead of {expected}");
    }

    /// <summary>"None other above" so many per cent.</summary>
    [Theory]
    [InlineData("category_of_need_at_start", "starts", "categoryOfNeed", 2)]
    [InlineData("legal_status_at_start", "starts", "legalStatus", 3)]
    [InlineData("reasons_care_ended", "ends", "reason", 1)]
    public async Task No_other_share_is_above_what_was_published(string report, string count, string key, int most)
    {
        var published = Shares.Select(share => share.Data).Where(share => share.Item2 == report).Select(share => share.Item5).ToHashSet();
        var rows = await demo.Rows(report, "2022-03-31");
        var all = rows.Sum(row => (long)row[count]!);
        Assert.All(
            rows.Where(row => !published.Contains((string)(row["outcome"] ?? row[key])!)),
            row => Assert.True(Math.Round(100m * (long)row[count]! / all, MidpointRounding.AwayFromZero) <= most, row.ToJsonString())
        );
    }

    [Theory]
    [InlineData("fostering", 96)]
    [InlineData("residential", 16)]
    public async Task C8_with_providers_on_the_national_framework(string careGroup, int expected)
    {
        var row = (await demo.Rows("framework_share", "2022-03-31")).First(row => (string?)row["careGroup"] == careGroup);
        Assert.Equal(expected, Math.Round((decimal)row["percent"]!, MidpointRounding.AwayFromZero));
    }

    [Fact]
    public async Task A3_the_rate_per_10000() =>
        Assert.Equal(135.9m, (decimal)(await demo.Rows("rate_per_10000", "2022-03-31"))[0]["rate"]!);

    [Fact]
    public async Task A4_a_rise_a_steady_year_and_a_rise()
    {
        var months = (await demo.Rows("population_by_month", "2022-04-30")).ToDictionary(
            row => (string)row["month"]!,
            row => (long)row["lookedAfter"]!
        );

        Assert.True(months["2020-09-01"] > months["2020-03-01"]);
        Assert.InRange(months["2021-10-01"], months["2020-10-01"] * 0.985, months["2020-10-01"] * 1.015);
        Assert.True(months["2022-03-01"] > months["2021-10-01"] * 1.025);
    }

    [Fact]
    public async Task B4_ever_more_children_in_homes_without_registration()
    {
        var months = (await demo.Rows("secure_and_unregistered", "2022-03-31")).ToDictionary(
            row => (string)row["month"]!,
            row => (long)row["unregistered"]!
        );
        var quarters = new[] { 4, 7, 10, 13 }
            .Select(first =>
                Enumerable.Range(first, 3).Sum(month => months[$"{(month > 12 ? 2022 : 2021)}-{((month - 1) % 12) + 1:00}-01"])
            )
            .ToList();

        Assert.Equal(quarters.Order(), quarters);
        Assert.True(quarters[0] < quarters[1] && quarters[1] < quarters[2] && quarters[2] < quarters[3], string.Join(' ', quarters));
    }

    [Fact]
    public async Task C7_kinship_and_own_parents_rise()
    {
        foreach (var category in new[] { "kinship", "with_parents" })
        {
            var years = new List<long>();
            foreach (var year in new[] { 2019, 2020, 2021, 2022 })
            {
                years.Add(await demo.Sum("kinds_of_home", "2022-03-31", "children", ("day", $"{year}-03-31"), ("category", category)));
            }
            Assert.Equal(years.Order().Distinct(), years);
        }
    }

    [Fact]
    public async Task E4_searches_without_any_response_happen_in_most_months()
    {
        var year = (await demo.Rows("search_outcomes", "2022-03-31")).Where(row =>
            string.CompareOrdinal((string?)row["month"], "2021-04-01") >= 0
        );
        Assert.InRange(year.Count(row => (long)row["noOffer"]! > 0), 7, 12);
    }

    private static (string Key, string Value)[] Keys(string keys) =>
        [.. keys.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(key => key.Split('=')).Select(key => (key[0], key[1]))];
}
