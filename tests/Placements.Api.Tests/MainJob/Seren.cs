using System.Text.Json.Nodes;
using Placements.Testing;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.MainJob;

/// <summary>
/// A whole story, recorded once for the tests that read it: registered, searched for, into care, placed, a move written down late, a
/// breakdown with an emergency placement on the same day, hospital and back, missing, a correction, a void, and home.
/// </summary>
public sealed class Seren(TestCluster cluster) : IAsyncLifetime
{
    internal static readonly Guid Referral = Guid.NewGuid();
    internal static readonly Guid Turned = Guid.NewGuid();
    internal static readonly Guid Taken = Guid.NewGuid();
    internal static readonly Guid First = Guid.NewGuid();
    internal static readonly Guid Second = Guid.NewGuid();
    internal static readonly Guid Emergency = Guid.NewGuid();
    internal static readonly Guid Hospital = Guid.NewGuid();
    internal static readonly Guid Missing = Guid.NewGuid();

    internal ApiHost Host { get; private set; } = null!;

    internal ChildRecord Child { get; private set; } = null!;

    /// <summary>The journey as the reader got it right after each answer.</summary>
    internal List<JsonObject> ReadAtTheTime { get; } = [];

    internal string LateMove { get; private set; } = "";

    internal string MistakenEntry { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Host = await ApiHost.Start(cluster);
        Child = await ChildRecord.Register(Host);
        ReadAtTheTime.Add(await Child.Journey());

        await Search();
        await IntoCare();
        LateMove = (await Move()).EntryId();
        await Breakdown();
        await Absences();
        await CorrectAndVoid();
        await Home();
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private async Task<JsonObject> Post(string path, string json)
    {
        var answer = await Child.Post(path, json);
        ReadAtTheTime.Add(await Child.Journey());
        return answer;
    }

    private async Task Search()
    {
        await Post(
            "referrals",
            $$"""
            {"effectiveOn":"2021-05-20","referralId":"{{Referral}}","urgency":"under_five_days","sought":{"foster":"preferred"},
             "siblingsToPlaceTogether":1,"preferredLocation":"CF14"}
            """
        );
        await Post($"referrals/{Referral}/approaches", """{"effectiveOn":"2021-05-20","provider":{"name":"Cardiff fostering"}}""");
        await Post(
            $"referrals/{Referral}/offers",
            $$"""{"effectiveOn":"2021-05-24","offerId":"{{Turned}}","provider":{"name":"Far Away Ltd"},"weeklyCost":120000}"""
        );
        await Post($"referrals/{Referral}/offers/{Turned}/decline", """{"effectiveOn":"2021-05-25","reason":"too far from school"}""");
        await Post(
            $"referrals/{Referral}/offers",
            $$"""{"effectiveOn":"2021-05-26","offerId":"{{Taken}}","provider":{"name":"Cardiff fostering"},"weeklyCost":45000}"""
        );
    }

    private async Task IntoCare()
    {
        await Post(
            "care-starts",
            """{"effectiveOn":"2021-06-02","legalStatus":"interim_care_order","categoryOfNeed":"abuse_or_neglect"}"""
        );
        await Post(
            "placements",
            $$"""
            {"effectiveOn":"2021-06-02","placementId":"{{First}}","kind":"foster_care","sector":"own_council","carer":"carer-17",
             "provider":{"name":"Cardiff fostering"},"hostAuthority":"W06000015","country":"wales","postcode":"CF14 1XX",
             "registration":"registered","weeklyCost":45000,"referralId":"{{Referral}}"}
            """
        );
        await Post($"referrals/{Referral}/closure", """{"effectiveOn":"2021-06-02","outcome":"placed"}""");
        await Post("legal-statuses", """{"effectiveOn":"2021-11-15","legalStatus":"care_order"}""");
    }

    /// <summary>Written down after the care order of November, though it happened in August.</summary>
    private Task<JsonObject> Move() =>
        Post(
            $"placements/{First}/moves",
            $$"""
            {"effectiveOn":"2021-08-10","reason":"care_plan","planned":true,"requestedBy":"authority","noticeHours":336,
             "to":{"placementId":"{{Second}}","kind":"foster_care","sector":"not_for_profit","carer":"carer-21",
             "hostAuthority":"W06000022","outOfCountyReason":"no_local_placement"} }
            """
        );

    private async Task Breakdown()
    {
        await Post(
            $"placements/{Second}/breakdowns",
            """{"effectiveOn":"2022-02-03","endedBy":"carer","reason":"carer_request_behaviour","noticeHours":5,"note":"a bad night"}"""
        );
        await Post(
            "placements",
            $$"""
            {"effectiveOn":"2022-02-03","placementId":"{{Emergency}}","kind":"childrens_home","sector":"own_council","emergency":true,
             "carer":"home-3","hostAuthority":"W06000015"}
            """
        );
    }

    private async Task Absences()
    {
        await Post("absences", $$"""{"effectiveOn":"2022-04-01","absenceId":"{{Hospital}}","kind":"hospital"}""");
        await Post($"absences/{Hospital}/end", """{"effectiveOn":"2022-04-09"}""");
        await Post("absences", $$"""{"effectiveOn":"2022-05-06","absenceId":"{{Missing}}","kind":"missing","time":"21:30"}""");
        await Post($"absences/{Missing}/end", """{"effectiveOn":"2022-05-07","time":"06:45"}""");
    }

    private async Task CorrectAndVoid()
    {
        await Post(
            $"entries/{LateMove}/correction",
            $$"""
            {"facts":{"type":"placement_moved","effectiveOn":"2021-08-12","fromPlacementId":"{{First}}","reason":"care_plan","planned":true,
             "requestedBy":"authority","noticeHours":336,"to":{"kind":"foster_care","sector":"not_for_profit","carer":"carer-21",
             "hostAuthority":"W06000022","outOfCountyReason":"no_local_placement"} },
             "reason":"the letter says the twelfth"}
            """
        );
        MistakenEntry = (await Post("legal-statuses", """{"effectiveOn":"2022-06-01","legalStatus":"placement_order"}""")).EntryId();
        await Post($"entries/{MistakenEntry}/void", """{"reason":"meant for another child"}""");
    }

    private async Task Home() =>
        await Post("care-ends", """{"effectiveOn":"2022-09-01","reason":"returned_home","whereTo":"the mother","planned":true}""");
}
