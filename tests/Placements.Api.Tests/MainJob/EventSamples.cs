using Placements.Domain.Journey.Events;

namespace Placements.Tests.Api.MainJob;

/// <summary>How far the child's story has come before the event.</summary>
internal enum Before
{
    /// <summary>Registered only.</summary>
    Registered,

    /// <summary>In care since 2 June 2021, and with no placement recorded yet.</summary>
    InCare,

    /// <summary>
    /// In care and in the placement {placement}, found through the referral {referral} and its offer {offer}; in hospital since 1 July
    /// 2021 with the absence {absence}, which the entry {entry} began.
    /// </summary>
    Placed,
}

/// <summary>An event as a client sends it, and what it is corrected to. Names in braces stand for ids of the story before.</summary>
/// <param name="Route">Of its own operation, below the child; null for the registration, which makes the child.</param>
/// <param name="Body">As its own operation takes it: what the path says is left out.</param>
/// <param name="Facts">The same facts whole, as /entries takes them beside the type.</param>
/// <param name="Corrected">Facts that should have been recorded instead; null where the event cannot be corrected.</param>
internal sealed record EventSample(Before Before, string? Route, string Body, string Facts, string? Corrected)
{
    /// <summary>One for every event of the catalogue, by frozen name.</summary>
    private static readonly Dictionary<string, EventSample> All = new(StringComparer.Ordinal)
    {
        ["child_registered"] = new(
            Before.Registered,
            null,
            ChildRecord.Registration(),
            ChildRecord.Registration()[1..^1],
            ChildRecord.Registration("2012-06-15")[1..^1]
        ),
        ["child_details_changed"] = Plain(
            Before.Registered,
            "details",
            """ "effectiveOn":"2021-07-05","source":"birth certificate","ethnicity":"WBRI" """,
            """ "effectiveOn":"2021-07-06","source":"the family","ethnicity":"MWBC","homePostcode":"CF11 9XX" """
        ),
        ["referral_made"] = Plain(
            Before.Registered,
            "referrals",
            """ "effectiveOn":"2021-08-01","urgency":"today","sought":{"foster":"preferred"} """,
            """ "effectiveOn":"2021-08-02","urgency":"under_five_days","risksToChild":["self_harm"] """
        ),
        ["provider_approached"] = Below(
            "referrals/{referral}/approaches",
            """ "referralId":"{referral}" """,
            """ "effectiveOn":"2021-05-22","provider":{"name":"Fostering A"},"framework":true """,
            """ "effectiveOn":"2021-05-23","provider":{"name":"Fostering B"} """
        ),
        ["offer_received"] = Below(
            "referrals/{referral}/offers",
            """ "referralId":"{referral}" """,
            """ "effectiveOn":"2021-05-26","provider":{"name":"Fostering A"},"kind":"foster_care","weeklyCost":45000 """,
            """ "effectiveOn":"2021-05-27","provider":{"name":"Fostering A"},"kind":"foster_care","weeklyCost":47000 """
        ),
        ["offer_withdrawn"] = Below(
            "referrals/{referral}/offers/{offer}/withdrawal",
            """ "offerId":"{offer}" """,
            """ "effectiveOn":"2021-05-28" """,
            """ "effectiveOn":"2021-05-29","reason":"no longer free" """
        ),
        ["offer_declined"] = Below(
            "referrals/{referral}/offers/{offer}/decline",
            """ "offerId":"{offer}" """,
            """ "effectiveOn":"2021-05-28" """,
            """ "effectiveOn":"2021-05-29","reason":"too far" """
        ),
        ["referral_closed"] = Below(
            "referrals/{referral}/closure",
            """ "referralId":"{referral}" """,
            """ "effectiveOn":"2021-06-02","outcome":"withdrawn" """,
            """ "effectiveOn":"2021-06-03","outcome":"placed" """
        ),
        ["ssda903_rows_kept"] = Plain(
            Before.Registered,
            "return-rows",
            """ "effectiveOn":"2022-03-31","year":2022,"rows":[{"table":"reviews","values":["01/02/2022","PN1"]}] """,
            """ "effectiveOn":"2023-03-31","year":2023,"rows":[{"table":"reviews","values":["01/02/2023","PN2"]}] """
        ),
        ["care_started"] = Plain(
            Before.Registered,
            "care-starts",
            """ "effectiveOn":"2021-06-02","legalStatus":"interim_care_order","categoryOfNeed":"abuse_or_neglect" """,
            """ "effectiveOn":"2021-06-03","legalStatus":"voluntary","categoryOfNeed":"family_dysfunction" """
        ),
        ["legal_status_changed"] = Plain(
            Before.InCare,
            "legal-statuses",
            """ "effectiveOn":"2021-09-01","legalStatus":"care_order" """,
            """ "effectiveOn":"2021-09-02","legalStatus":"placement_order" """
        ),
        ["care_ended"] = Plain(
            Before.Placed,
            "care-ends",
            """ "effectiveOn":"2022-01-10","reason":"returned_home","planned":true """,
            """ "effectiveOn":"2022-01-11","reason":"special_guardianship_other","planned":true """
        ),
        ["placement_started"] = Plain(
            Before.InCare,
            "placements",
            """ "effectiveOn":"2021-06-02","kind":"foster_care","sector":"own_council","hostAuthority":"W06000015" """,
            """ "effectiveOn":"2021-06-03","kind":"childrens_home","sector":"for_profit","country":"england" """
        ),
        ["placement_moved"] = Below(
            "placements/{placement}/moves",
            """ "fromPlacementId":"{placement}" """,
            """ "effectiveOn":"2021-08-10","reason":"care_plan","planned":true,"to":{"kind":"foster_care","sector":"not_for_profit"} """,
            """ "effectiveOn":"2021-08-11","reason":"allegation","planned":false,"to":{"kind":"foster_care","sector":"own_council"} """
        ),
        ["placement_broke_down"] = Below(
            "placements/{placement}/breakdowns",
            """ "placementId":"{placement}" """,
            """ "effectiveOn":"2021-08-10","endedBy":"carer","reason":"carer_request_behaviour","noticeHours":24 """,
            """ "effectiveOn":"2021-08-11","endedBy":"child","reason":"child_request" """
        ),
        ["placement_ended"] = Below(
            "placements/{placement}/ends",
            """ "placementId":"{placement}" """,
            """ "effectiveOn":"2021-08-10" """,
            """ "effectiveOn":"2021-08-11","note":"went as planned" """
        ),
        ["placement_details_changed"] = Below(
            "placements/{placement}/details",
            """ "placementId":"{placement}" """,
            """ "effectiveOn":"2021-08-10","reason":"the carer moved house","hostAuthority":"W06000022" """,
            """ "effectiveOn":"2021-08-11","reason":"approved long-term","fostering":{"longTerm":true} """
        ),
        ["placement_approved"] = Below(
            "placements/{placement}/approvals",
            """ "placementId":"{placement}" """,
            """ "effectiveOn":"2021-06-01","approvedBy":"out_of_area_panel" """,
            """ "effectiveOn":"2021-05-31","approvedBy":"nominated_officer" """
        ),
        ["placement_notified"] = Below(
            "placements/{placement}/notifications",
            """ "placementId":"{placement}" """,
            """ "effectiveOn":"2021-06-01","told":["child","parents"] """,
            """ "effectiveOn":"2021-06-02","told":["health_board"] """
        ),
        ["absence_started"] = Plain(
            Before.Placed,
            "absences",
            """ "effectiveOn":"2021-08-10","kind":"missing","time":"21:30" """,
            """ "effectiveOn":"2021-08-11","kind":"away_without_authorisation","time":"07:15" """
        ),
        ["absence_ended"] = Below(
            "absences/{absence}/end",
            """ "absenceId":"{absence}" """,
            """ "effectiveOn":"2021-07-11" """,
            """ "effectiveOn":"2021-07-12","time":"10:00","note":"home again" """
        ),
        ["entry_corrected"] = new(
            Before.Placed,
            "entries/{entry}/correction",
            """{"facts":{"type":"absence_started","effectiveOn":"2021-07-02","kind":"hospital"},"reason":"a day later"}""",
            """ "entryId":"{entry}","facts":{"type":"absence_started","effectiveOn":"2021-07-02","kind":"hospital"},"reason":"a day later" """,
            null
        ),
        ["entry_voided"] = new(
            Before.Placed,
            "entries/{entry}/void",
            """{"reason":"another child"}""",
            """ "entryId":"{entry}","reason":"another child" """,
            null
        ),
    };

    public static EventSample Of(string name) =>
        All.GetValueOrDefault(name)
        ?? throw new InvalidOperationException(
            $"There is no sample of the event {name}: add one to the table in MainJob/EventSamples.cs, with the route of its operation, "
                + "a body, and the facts it is corrected to."
        );

    /// <summary>
    /// What of the catalogue is recorded over HTTP as entries. Who may see the record is recorded by operations that take no event, and
    /// never corrected: the tests of restriction tell of it; erasure is a verb's.
    /// </summary>
    public static IEnumerable<EventCatalogue.EventType> Recorded =>
        EventCatalogue.All.Where(type => !type.Class.IsSubclassOf(typeof(AccessEvent)) && type.Class != typeof(PersonalDataErased));

    /// <summary>Their names, for theories.</summary>
    public static TheoryData<string> Names => [.. Recorded.Select(type => type.Name)];

    public string Entry(string name, string facts) => $$"""{"type":"{{name}}",{{facts}}}""";

    private static EventSample Plain(Before before, string route, string facts, string corrected) =>
        new(before, route, $$"""{{{facts}}}""", facts, corrected);

    private static EventSample Below(string route, string path, string facts, string corrected) =>
        new(Before.Placed, route, $$"""{{{facts}}}""", $"{path},{facts}", $"{path},{corrected}");
}
