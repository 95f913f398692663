using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Restriction;

/// <summary>Children with something in every figure: found by search, placed out of county, moved, missing, broken down, gone.</summary>
internal static class RestrictedLife
{
    public const string England = "E06000023";

    /// <summary>In care since June 2021, in the third home; one of a group of brothers and sisters.</summary>
    /// <param name="code">The authority's own code, as its returns give it.</param>
    public static async Task<Guid> InCare(this HttpClient client, string authority, string code)
    {
        var child = await client.Register(Details(code), authority);
        var (referral, offer, first, second, third, away) = (Id(), Id(), Id(), Id(), Id(), Id());
        await client.Record(
            child,
            $$"""{"type":"referral_made","effectiveOn":"2021-05-20","referralId":"{{referral}}","urgency":"today","siblingsToPlaceTogether":1}""",
            $$"""{"type":"offer_received","effectiveOn":"2021-05-25","referralId":"{{referral}}","offerId":"{{offer}}","provider":{"name":"Own"} }""",
            Given.CareStarted,
            $$"""
            {"type":"placement_started","effectiveOn":"2021-06-02","placementId":"{{first}}","kind":"foster_care","sector":"own_council",
             "hostAuthority":"{{authority}}","referralId":"{{referral}}","provider":{"name":"Own"},"weeklyCost":45000}
            """,
            Given.StatusChanged,
            $$"""
            {"type":"placement_moved","effectiveOn":"2022-08-10","fromPlacementId":"{{first}}","reason":"care_plan","planned":true,
             "to":{"placementId":"{{second}}","kind":"childrens_home","sector":"for_profit","hostAuthority":"W06000022",
                   "registration":"operating_without_registration","provider":{"name":"Home Ltd"},"weeklyCost":900000} }
            """,
            $$"""{"type":"absence_started","effectiveOn":"2022-09-01","absenceId":"{{away}}","kind":"missing","time":"21:30"}""",
            $$"""{"type":"absence_ended","effectiveOn":"2022-09-03","absenceId":"{{away}}"}""",
            $$"""
            {"type":"placement_broke_down","effectiveOn":"2022-12-10","placementId":"{{second}}","endedBy":"carer",
             "reason":"carer_request_behaviour"}
            """,
            $$"""
            {"type":"placement_started","effectiveOn":"2022-12-10","placementId":"{{third}}","kind":"foster_care",
             "sector":"not_for_profit","hostAuthority":"E06000023"}
            """
        );
        return child;
    }

    /// <summary>Came into care like the other and went home in March 2023.</summary>
    public static async Task<Guid> GoneHome(this HttpClient client, string authority, string code)
    {
        var (child, placement) = (await client.Register(Details(code), authority), Id());
        await client.Record(
            child,
            Given.CareStarted,
            Given.PlacementStarted(placement),
            """{"type":"care_ended","effectiveOn":"2023-03-10","reason":"returned_home","planned":true}"""
        );
        return child;
    }

    private static string Details(string code) =>
        $$"""
            ,"name":{"given":"Seren","family":"Example"},"siblingGroup":"group-1","disabilities":["autism"],"homePostcode":"CF11 9XX",
            "identifiers":[{"scheme":"child_code","value":"{{code}}"}]
            """;

    private static Guid Id() => Guid.NewGuid();
}
