using Placements.Testing;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.MainJob;

/// <summary>The six worked cases of the domain reference, 3.2, in the year to 31 March 2026: recorded over HTTP and counted over HTTP.</summary>
public sealed class WorkedCasesOverHttpTests(TestCluster cluster) : IAsyncLifetime
{
    private const string YearEnd = "2026-03-31";

    private ApiHost host = null!;

    public async ValueTask InitializeAsync() => host = await ApiHost.Start(cluster);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public Task One_foster_home_all_year_and_ten_days_in_hospital_is_one() =>
        Counts(1, Care("2024-06-01"), Placed("2024-06-01", "a"), Away("2025-07-01", "hospital"), Back("2025-07-11"));

    [Fact]
    public Task Foster_home_of_last_year_then_another_then_a_home_is_three() =>
        Counts(
            3,
            Care("2024-06-01"),
            Placed("2024-06-01", "a"),
            Moved("2025-06-01", "a", "b"),
            Moved("2025-09-01", "b", "c", "childrens_home")
        );

    [Fact]
    public Task A_carer_who_moves_house_and_is_approved_long_term_and_a_care_order_is_one() =>
        Counts(
            1,
            Care("2024-06-01", "interim_care_order"),
            Placed("2024-06-01", "a"),
            Changed("2025-05-01", "the carer moved house", """ "hostAuthority":"W06000022" """),
            Changed("2025-08-01", "approved long-term", """ "fostering":{"longTerm":true} """),
            """{"type":"legal_status_changed","effectiveOn":"2025-10-01","legalStatus":"care_order"}"""
        );

    [Fact]
    public Task Holiday_cover_and_back_then_residential_is_two() =>
        Counts(
            2,
            Care("2024-06-01"),
            Placed("2024-06-01", "a"),
            Away("2025-07-01", "carers_holiday"),
            Back("2025-07-15"),
            Moved("2025-10-01", "a", "b", "childrens_home")
        );

    [Fact]
    public Task Holiday_cover_and_straight_on_to_another_home_and_a_third_is_four() =>
        Counts(
            4,
            Care("2024-06-01"),
            Placed("2024-06-01", "a"),
            Away("2025-07-01", "carers_holiday"),
            Moved("2025-07-15", "a", "b"),
            Moved("2025-10-01", "b", "c")
        );

    [Fact]
    public Task Into_care_on_1_March_with_three_homes_by_the_end_of_the_year_is_three() =>
        Counts(
            3,
            Care("2026-03-01", "interim_care_order"),
            Placed("2026-03-01", "a"),
            Moved("2026-03-08", "a", "b", "kinship_foster_care"),
            Moved("2026-03-20", "b", "c", "with_parents", "parent")
        );

    private async Task Counts(int placements, params string[] entries)
    {
        var child = await ChildRecord.Register(host, ChildRecord.Registration("2014-05-14"));
        var ids = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["{a}"] = $"{Guid.NewGuid()}",
            ["{b}"] = $"{Guid.NewGuid()}",
            ["{c}"] = $"{Guid.NewGuid()}",
            ["{absence}"] = $"{Guid.NewGuid()}",
        };
        foreach (var entry in entries)
        {
            // One by one, as a caseworker does.
            await child.Record(ids.Aggregate(entry, (text, id) => text.Replace(id.Key, id.Value, StringComparison.Ordinal)));
        }

        var row = await child.Read("/stability", asAt: YearEnd);
        var summary = await host.Reporting.Get($"/v1/stability/summary?asAt={YearEnd}");

        var threeOrMore = placements >= 3;
        Assert.Equal($"{placements}", row.Text("placementsInYear"));
        Assert.Equal(threeOrMore ? "true" : "false", row.Text("threeOrMore"));
        Assert.Equal("1", summary.Text("lookedAfter"));
        Assert.Equal(threeOrMore ? "1" : "0", summary.Text("threeOrMore"));
        Assert.Equal(threeOrMore ? 100m : 0m, summary["threeOrMorePercent"]!.GetValue<decimal>());
    }

    private static string Care(string on, string status = "care_order") =>
        $$"""{"type":"care_started","effectiveOn":"{{on}}","legalStatus":"{{status}}","categoryOfNeed":"abuse_or_neglect"}""";

    private static string Placed(string on, string home) =>
        $$"""{"type":"placement_started","effectiveOn":"{{on}}",{{Home(home, "foster_care", "own_council")}}}""";

    private static string Moved(string on, string from, string to, string kind = "foster_care", string sector = "own_council") =>
        $$"""
            {"type":"placement_moved","effectiveOn":"{{on}}","fromPlacementId":"{{{from}}}","reason":"care_plan","planned":true,
             "to":{ {{Home(to, kind, sector)}} } }
            """;

    private static string Home(string home, string kind, string sector) =>
        $$"""
            "placementId":"{{{home}}}","carer":"carer-{{home}}","kind":"{{kind}}","sector":"{{sector}}","hostAuthority":"W06000015"
            """;

    private static string Changed(string on, string reason, string facts) =>
        $$"""{"type":"placement_details_changed","effectiveOn":"{{on}}","placementId":"{a}","reason":"{{reason}}",{{facts}}}""";

    private static string Away(string on, string kind) =>
        $$"""{"type":"absence_started","effectiveOn":"{{on}}","absenceId":"{absence}","kind":"{{kind}}"}""";

    private static string Back(string on) => $$"""{"type":"absence_ended","effectiveOn":"{{on}}","absenceId":"{absence}"}""";
}
