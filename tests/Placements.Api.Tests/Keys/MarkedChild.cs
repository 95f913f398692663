using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.MainJob;

namespace Placements.Tests.Api.Keys;

/// <summary>
/// A child who died at eight, in 2009, so that the record need not be kept since 2024: with a text that stands nowhere else in every
/// member that may say who the child is.
/// </summary>
internal static class MarkedChild
{
    public const string Given = "Quixotica";
    public const string NewGiven = "Zephyrine";

    /// <summary>The first day on which the record need not be kept.</summary>
    public const string DueOn = "2024-03-01";

    private const string Placement = "0197f000-0000-7000-8000-00000000aaaa";
    private const string Next = "0197f000-0000-7000-8000-00000000bbbb";
    private const string Absence = "0197f000-0000-7000-8000-00000000cccc";
    private const string Referral = "0197f000-0000-7000-8000-00000000dddd";
    private const string Offer = "0197f000-0000-7000-8000-00000000eeee";

    public static string[] Texts { get; } =
    [Given, NewGiven, "Xanthippides", "QX-77-1001", "QX-77-1002", "ZZ97 4", "Marmalade", "Umbrellifer", "Kumquat"];

    public static async Task<ChildRecord> Record(ApiHost api)
    {
        var child = await ChildRecord.Register(
            api,
            $$"""
            {"effectiveOn":"2005-05-10","responsibleAuthority":"{{ApiHost.Cardiff}}","dateOfBirth":"2000-05-14","sex":"female",
             "name":{"given":"{{Given}}","family":"Xanthippides"},"homePostcode":"ZZ97 4AA","homeAddress":"1 Marmalade Street",
             "identifiers":[{"scheme":"case_number","value":"QX-77-1001"},{"scheme":"upn","value":"QX-77-1002"}],"siblingGroup":"siblings-9"}
            """
        );
        await child.Record(
            $$"""
            {"type":"referral_made","effectiveOn":"2005-05-20","referralId":"{{Referral}}","urgency":"today","preferredLocation":"near Umbrellifer",
             "needs":{"cultural":"Umbrellifer chapel"} }
            """,
            $$"""
            {"type":"offer_received","effectiveOn":"2005-05-22","referralId":"{{Referral}}","offerId":"{{Offer}}","provider":{"name":"Own"},
             "home":"Umbrellifer House"}
            """,
            $$"""{"type":"offer_declined","effectiveOn":"2005-05-23","offerId":"{{Offer}}","reason":"near to Mr Umbrellifer"}"""
        );
        await child.Record(
            """{"type":"care_started","effectiveOn":"2005-06-02","legalStatus":"care_order","categoryOfNeed":"abuse_or_neglect"}""",
            $$"""
            {"type":"placement_started","effectiveOn":"2005-06-02","placementId":"{{Placement}}","kind":"foster_care","sector":"own_council",
             "hostAuthority":"{{ApiHost.Newport}}","country":"wales","carer":"carer-1","postcode":"ZZ97 4AB","provider":{"name":"Own"},
             "referralId":"{{Referral}}"}
            """,
            $$"""{"type":"absence_started","effectiveOn":"2005-08-01","absenceId":"{{Absence}}","kind":"hospital","note":"Dr Kumquat"}""",
            $$"""{"type":"absence_ended","effectiveOn":"2005-08-05","absenceId":"{{Absence}}","note":"fetched by Mrs Kumquat"}"""
        );
        // Only where the home stands changes, and only by its postcode.
        await child.Record(
            $$"""
            {"type":"placement_details_changed","effectiveOn":"2006-02-01","placementId":"{{Placement}}","reason":"Mrs Kumquat moved",
             "postcode":"ZZ97 4AD"}
            """
        );
        await child.Record(
            $$"""
            {"type":"child_details_changed","effectiveOn":"2006-05-01","source":"letter of Dr Kumquat","name":{"given":"{{NewGiven}}",
             "family":"Xanthippides"} }
            """
        );
        var broke = await child.Record(
            $$"""
            {"type":"placement_broke_down","effectiveOn":"2007-03-01","placementId":"{{Placement}}","endedBy":"carer",
             "reason":"carer_request_behaviour","note":"a quarrel with Mrs Kumquat"}
            """,
            $$"""
            {"type":"placement_started","effectiveOn":"2007-03-01","placementId":"{{Next}}","kind":"childrens_home","sector":"for_profit",
             "hostAuthority":"{{ApiHost.Cardiff}}","country":"wales","carer":"home-7","postcode":"ZZ97 4AE"}
            """
        );
        await child.Record(
            $$"""
            {"type":"entry_corrected","entryId":"{{broke.EntryId()}}","reason":"misread the letter of Dr Kumquat","facts":{
             "type":"placement_broke_down","effectiveOn":"2007-03-01","placementId":"{{Placement}}","endedBy":"child",
             "reason":"child_request","note":"Kumquat asked for it"} }
            """
        );
        await child.Record(
            """
            {"type":"ssda903_rows_kept","effectiveOn":"2008-03-31","year":2008,"rows":[{"table":"reviews","values":["01/02/2008","Kumquat"]}]}
            """,
            """{"type":"care_ended","effectiveOn":"2009-03-01","reason":"died","whereTo":"Kumquat churchyard"}"""
        );
        return child;
    }
}
