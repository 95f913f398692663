using Placements.Application.Json;
using Placements.Domain.Codes;
using Placements.Domain.Measures;

namespace Placements.Application.ReadModels;

/// <summary>The read models, column by column, as the function <c>read_models.create_tables</c> makes them.</summary>
public static class ReadModelTables
{
    private static readonly ReadModelTable Child = new TableOf<ChildRow>("child")
        .Date("date_of_birth", row => row.Facts.DateOfBirth)
        .Date("expected_date_of_birth", row => row.Facts.ExpectedDateOfBirth)
        .Text("sex", row => row.Facts.Sex.Name())
        .Text("ethnicity", row => row.Facts.Ethnicity?.Name())
        .Text("given_name", row => row.Facts.Name?.Given)
        .Text("family_name", row => row.Facts.Name?.Family)
        .Json("identifiers", row => System.Text.Json.JsonSerializer.Serialize(row.Facts.Identifiers, Json.PlacementsJson.Options))
        .Flag("unaccompanied_asylum_seeking", row => row.Facts.UnaccompaniedAsylumSeeking)
        .Flag("national_transfer_scheme", row => row.Facts.NationalTransferScheme)
        .Texts("disabilities", row => row.Facts.Disabilities.Select(CodeName.Name).ToArray())
        .Text("home_postcode", row => row.Facts.HomePostcode)
        .Text("sibling_group", row => row.Facts.SiblingGroup)
        .Text("team", row => row.Facts.Team)
        .Table();

    private static readonly ReadModelTable CarePeriod = new TableOf<CarePeriodRow>("care_period")
        .Date("started_on", row => row.Period.StartedOn)
        .Date("ended_on", row => row.Period.EndedOn)
        .Text("category_of_need", row => row.Period.CategoryOfNeed.Name())
        .Text("legal_status_at_start", row => row.Period.LegalStatusAtStart.Name())
        .Text("end_reason", row => row.Period.EndReason?.Name())
        .Flag("end_planned", row => row.Period.EndPlanned)
        .Flag("when_i_am_ready", row => row.Period.WhenIAmReady)
        .Text("began_earlier", row => row.Period.BeganEarlier?.Name())
        .Table();

    private static readonly ReadModelTable LegalStatus = new TableOf<LegalStatusRow>("legal_status")
        .Date("started_on", row => row.StartedOn)
        .Date("ended_on", row => row.EndedOn)
        .Text("legal_status", row => row.Status.Name())
        .Table();

    private static readonly ReadModelTable Placement = new TableOf<PlacementRow>("placement")
        .Id("placement_id", row => row.Stretch.Facts.PlacementId)
        .Number("stretch", row => row.Number)
        .Date("started_on", row => row.Whole.StartedOn)
        .Date("ended_on", row => row.Whole.EndedOn)
        .Text("kind", row => row.Stretch.Facts.Kind.Name())
        .Text("category", row => Category.Of(row.Stretch.Facts.Kind, row.Stretch.Facts.Sector).Name())
        .Text("sector", row => row.Stretch.Facts.Sector.Name())
        .Text("provider_id", row => row.Stretch.Facts.Provider?.Id)
        .Text("provider_name", row => row.Stretch.Facts.Provider?.Name)
        .Text("carer", row => row.Stretch.Facts.Carer)
        .Text("host_authority", row => row.Stretch.Facts.HostAuthority)
        .Text("country", row => row.Stretch.Facts.Country?.Name())
        .Text("location", row => row.Place.Location.Name())
        .Text("preference_band", row => row.Place.Band?.Name())
        .Text("postcode", row => row.Stretch.Facts.Postcode)
        .Text("registration", row => row.Stretch.Facts.Registration?.Name())
        .Flag("framework", row => row.Stretch.Facts.Framework)
        .Flag("emergency", row => row.Stretch.Facts.Emergency)
        .Pence("weekly_cost", row => row.Stretch.Facts.WeeklyCost)
        .Flag("long_term_fostering", row => row.Stretch.Facts.Fostering?.LongTerm)
        .Flag("also_approved_to_adopt", row => row.Stretch.Facts.Fostering?.AlsoApprovedToAdopt)
        .Text("out_of_county_reason", row => row.Stretch.Facts.OutOfCountyReason?.Name())
        .Id("referral_id", row => row.Stretch.Facts.ReferralId)
        .Text("ended_how", row => row.Whole.EndedHow?.Name())
        .Flag("planned", row => row.Whole.Planned)
        .Text("end_reason", row => row.Whole.Reason?.Name())
        .Text("ended_by", row => row.Whole.EndedBy?.Name())
        .Number("notice_hours", row => row.Whole.NoticeHours)
        .Flag("broke_down", row => row.Whole.BrokeDown)
        .Table();

    private static readonly ReadModelTable Absence = new TableOf<AbsenceRow>("absence")
        .Id("absence_id", row => row.Absence.AbsenceId)
        .Text("kind", row => row.Absence.Kind.Name())
        .Flag("is_temporary", row => row.Absence.IsTemporary)
        .Date("started_on", row => row.Absence.StartedOn)
        .Time("start_time", row => row.Absence.StartTime)
        .Date("ended_on", row => row.Absence.EndedOn)
        .Time("end_time", row => row.Absence.EndTime)
        .Flag("returned", row => row.Absence.Returned)
        .Id("placement_id", row => row.Absence.PlacementId)
        .Table();

    private static readonly ReadModelTable Referral = new TableOf<ReferralRow>("referral")
        .Id("referral_id", row => row.ReferralId)
        .Date("started_on", row => row.StartedOn)
        .Date("ended_on", row => row.EndedOn)
        .Text("urgency", row => row.Urgency.Name())
        .Text("foster", row => row.Foster.Name())
        .Text("residential", row => row.Residential.Name())
        .Text("supported", row => row.Supported.Name())
        .Number("siblings_to_place_together", row => row.SiblingsToPlaceTogether)
        .Flag("deprivation_of_liberty", row => row.DeprivationOfLiberty)
        .Text("living_with", row => row.LivingWith?.Name())
        .Flag("parent_and_child", row => row.ParentAndChild)
        .Texts("circumstances", row => row.Circumstances.ToArray())
        .Texts("risks_to_child", row => row.RisksToChild.ToArray())
        .Texts("risks_to_others", row => row.RisksToOthers.ToArray())
        .Text("outcome", row => row.Outcome?.Name())
        .Id("placement_id", row => row.PlacementId)
        .Number("approaches", row => row.Approaches)
        .Dates("approached_on", row => row.ApproachedOn.ToArray())
        .Number("offers", row => row.Offers)
        .Table();

    private static readonly ReadModelTable Offer = new TableOf<OfferRow>("offer")
        .Id("offer_id", row => row.OfferId)
        .Id("referral_id", row => row.ReferralId)
        .Date("started_on", row => row.StartedOn)
        .Date("ended_on", row => row.EndedOn)
        .Text("provider_id", row => row.ProviderId)
        .Text("provider_name", row => row.ProviderName)
        .Text("kind", row => row.Kind?.Name())
        .Flag("framework", row => row.Framework)
        .Pence("weekly_cost", row => row.WeeklyCost)
        .Text("host_authority", row => row.HostAuthority)
        .Text("state", row => row.State.Name())
        .Table();

    private static readonly ReadModelTable Finding = new TableOf<FindingRow>("finding")
        .Text("code", row => row.Finding.Code)
        .Text("severity", row => row.Finding.Severity == Domain.Journey.Severity.Flag ? "flag" : "refuse")
        .Date("found_on", row => row.Finding.On)
        .Text("message", row => row.Finding.Message)
        .Ids("entry_ids", row => row.Finding.EntryIds.ToArray())
        .Table();

    private static readonly ReadModelTable Access = new TableOf<AccessRow>("access")
        .Text("team", row => row.Team)
        .Texts("restricted_people", row => row.People?.ToArray())
        .Texts("restricted_teams", row => row.Teams?.ToArray())
        .Texts("opened_to", row => row.OpenedTo.ToArray())
        .Instants("opened_until", row => row.OpenedUntil.Select(until => until.UtcDateTime).ToArray())
        .Table();

    private static readonly ReadModelTable AccessOpening = new TableOf<AccessOpeningRow>("access_opening")
        .Text("person", row => row.Opening.Person)
        .Text("person_name", row => row.Opening.PersonName)
        .Instant("opened_until", row => row.Opening.Until.UtcDateTime)
        .Text("reason", row => row.Opening.Reason)
        .Texts("told_people", row => row.Opening.ToldPeople.ToArray())
        .Texts("told_teams", row => row.Opening.ToldTeams.ToArray())
        .Table();

    public static IReadOnlyList<ReadModelTable> All { get; } =
    [Child, CarePeriod, LegalStatus, Placement, Absence, Referral, Offer, Finding, Access, AccessOpening];

    /// <summary>Those that figures read through views <c>reporting.recorded_*</c>.</summary>
    public static IEnumerable<ReadModelTable> Viewed => All.Where(table => table != Finding && table != AccessOpening);

    private static readonly Dictionary<Type, ReadModelTable> ByRow = All.ToDictionary(table => table.RowType);

    public static ReadModelTable For(ReadModelRow row) => ByRow[row.GetType()];
}
