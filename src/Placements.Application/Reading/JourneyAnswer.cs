using Placements.Application.Recording;
using Placements.Domain.Codes;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Reading;

/// <summary>
/// A child's journey as at a date and as known at an instant. In every item <c>startedOn</c> is the first day it holds and
/// <c>endedOn</c> the first day it no longer holds, null while open; <c>entryIds</c> are the entries it came from.
/// </summary>
/// <param name="LookedAfter">On the day asked for; children only on short breaks are not.</param>
public sealed record JourneyAnswer(
    Guid ChildId,
    long Version,
    DateOnly AsAt,
    DateTimeOffset AsKnownAt,
    bool LookedAfter,
    bool OnShortBreaks,
    IReadOnlyList<PeriodOfCareItem> PeriodsOfCare,
    IReadOnlyList<PlacementItem> Placements,
    IReadOnlyList<LegalStatusItem> LegalStatuses,
    IReadOnlyList<AbsenceItem> Absences,
    IReadOnlyList<ReferralItem> Referrals,
    IReadOnlyList<AnsweredFinding> Findings
)
{
    public static JourneyAnswer Of(OpenedChild child, DateOnly asAt, DateTimeOffset asKnownAt)
    {
        var journey = CareJourney.Of(child.Entries, asAt, asKnownAt);
        return new JourneyAnswer(
            child.ChildId,
            child.Version,
            asAt,
            asKnownAt,
            journey.LookedAfterOn(asAt),
            journey.OnShortBreaksOn(asAt),
            [.. journey.PeriodsOfCare.Select(PeriodOfCareItem.Of)],
            [.. journey.Placements.Select(PlacementItem.Of)],
            [.. journey.LegalStatuses.Select(LegalStatusItem.Of)],
            [.. journey.Absences.Select(AbsenceItem.Of)],
            [.. journey.Referrals.Select(ReferralItem.Of)],
            [.. OpenFindings(journey, asAt)]
        );
    }

    /// <summary>Findings that hold by the day asked for.</summary>
    internal static IEnumerable<AnsweredFinding> OpenFindings(CareJourney journey, DateOnly asAt) =>
        journey.Findings.Where(finding => finding.On <= asAt).Select(AnsweredFinding.Of);
}

public sealed record PeriodOfCareItem(
    DateOnly StartedOn,
    DateOnly? EndedOn,
    CategoryOfNeed CategoryOfNeed,
    LegalStatus LegalStatusAtStart,
    CareEndReason? EndReason,
    bool? Planned,
    bool WhenIAmReady,
    ValueList<Guid> EntryIds
)
{
    /// <summary>Care began earlier, on a day that is not known; this happened on <c>startedOn</c>.</summary>
    public EarlierCare? BeganEarlier { get; init; }

    internal static PeriodOfCareItem Of(PeriodOfCare period) =>
        new(
            period.StartedOn,
            period.EndedOn,
            period.CategoryOfNeed,
            period.LegalStatusAtStart,
            period.EndReason,
            period.EndPlanned,
            period.WhenIAmReady,
            period.EntryIds
        )
        {
            BeganEarlier = period.BeganEarlier,
        };
}

public sealed record LegalStatusItem(DateOnly StartedOn, DateOnly? EndedOn, LegalStatus LegalStatus, ValueList<Guid> EntryIds)
{
    internal static LegalStatusItem Of(LegalStatusSpell spell) => new(spell.StartedOn, spell.EndedOn, spell.Status, spell.EntryIds);
}

/// <param name="WeeklyCost">Pence.</param>
/// <param name="NoticeHours">Notice given of the end, in hours.</param>
/// <param name="Planned">Whether its end was; null while open.</param>
/// <param name="OutOfCounty">Null while the facts do not say.</param>
/// <param name="Stretches">The placement's facts over time, where they changed; empty where they never did.</param>
public sealed record PlacementItem(
    Guid PlacementId,
    DateOnly StartedOn,
    DateOnly? EndedOn,
    EndedHow? EndedHow,
    bool? Planned,
    ChangeReason? EndReason,
    Party? EndedBy,
    int? NoticeHours,
    bool BrokeDown,
    PlacementKind Kind,
    PlacementCategory Category,
    Sector Sector,
    Provider? Provider,
    string? Carer,
    string? HostAuthority,
    Country? Country,
    string? Postcode,
    Registration? Registration,
    string? RegulatorNumber,
    OtherPlacement? OtherPlacement,
    bool? Framework,
    bool Emergency,
    long? WeeklyCost,
    FosteringApproval? Fostering,
    OutOfCountyReason? OutOfCountyReason,
    Guid? ReferralId,
    Location Location,
    bool? OutOfCounty,
    PreferenceBand? PreferenceBand,
    ValueList<Approval> Approvals,
    ValueList<Notice> Notices,
    ValueList<PlacementStretch> Stretches,
    ValueList<Guid> EntryIds
)
{
    internal static PlacementItem Of(Placement placement)
    {
        var facts = placement.Facts;
        return new PlacementItem(
            placement.PlacementId,
            placement.StartedOn,
            placement.EndedOn,
            placement.EndedHow,
            placement.Planned,
            placement.EndReason,
            placement.EndedBy,
            placement.NoticeHours,
            placement.BrokeDown,
            facts.Kind,
            Domain.Measures.Category.Of(facts.Kind, facts.Sector),
            facts.Sector,
            facts.Provider,
            facts.Carer,
            facts.HostAuthority,
            facts.Country,
            facts.Postcode,
            facts.Registration,
            facts.RegulatorNumber,
            facts.OtherPlacement,
            facts.Framework,
            facts.Emergency,
            facts.WeeklyCost,
            facts.Fostering,
            facts.OutOfCountyReason,
            facts.ReferralId,
            placement.Location,
            placement.OutOfCounty,
            placement.PreferenceBand,
            placement.Approvals,
            placement.Notices,
            placement.Stretches.Count > 1 ? placement.Stretches : [],
            placement.EntryIds
        );
    }
}

/// <param name="Returned">True once the child came back; false when the child moved on or left care instead; null while away.</param>
public sealed record AbsenceItem(
    Guid AbsenceId,
    DateOnly StartedOn,
    TimeOnly? StartTime,
    DateOnly? EndedOn,
    TimeOnly? EndTime,
    AbsenceKind Kind,
    bool? Returned,
    Guid? PlacementId,
    ValueList<Guid> EntryIds
)
{
    internal static AbsenceItem Of(Absence absence) =>
        new(
            absence.AbsenceId,
            absence.StartedOn,
            absence.StartTime,
            absence.EndedOn,
            absence.EndTime,
            absence.Kind,
            absence.Returned,
            absence.PlacementId,
            absence.EntryIds
        );
}

/// <param name="PlacementId">The placement that answered it.</param>
public sealed record ReferralItem(
    Guid ReferralId,
    DateOnly StartedOn,
    DateOnly? EndedOn,
    Urgency Urgency,
    SoughtHomes Sought,
    ReferralNeeds Needs,
    IReadOnlyList<RiskToChild> RisksToChild,
    IReadOnlyList<RiskToOthers> RisksToOthers,
    int SiblingsToPlaceTogether,
    string? PreferredLocation,
    ReferralOutcome? Outcome,
    string? CloseReason,
    Guid? PlacementId,
    ValueList<Approach> Approaches,
    ValueList<OfferItem> Offers,
    ValueList<Guid> EntryIds
)
{
    internal static ReferralItem Of(Referral referral)
    {
        var facts = referral.Facts;
        return new ReferralItem(
            referral.ReferralId,
            referral.StartedOn,
            referral.EndedOn,
            facts.Urgency,
            facts.Sought,
            facts.Needs,
            facts.RisksToChild,
            facts.RisksToOthers,
            facts.SiblingsToPlaceTogether,
            facts.PreferredLocation,
            referral.Outcome,
            referral.CloseReason,
            referral.PlacementId,
            referral.Approaches,
            [.. referral.Offers.Select(OfferItem.Of)],
            referral.EntryIds
        );
    }
}

/// <param name="WeeklyCost">Pence.</param>
public sealed record OfferItem(
    Guid OfferId,
    DateOnly StartedOn,
    DateOnly? EndedOn,
    OfferState State,
    string? Reason,
    Provider Provider,
    string? Home,
    PlacementKind? Kind,
    bool? Framework,
    long? WeeklyCost,
    string? HostAuthority,
    ValueList<Guid> EntryIds
)
{
    internal static OfferItem Of(Offer offer) =>
        new(
            offer.OfferId,
            offer.StartedOn,
            offer.EndedOn,
            offer.State,
            offer.Reason,
            offer.Facts.Provider,
            offer.Facts.Home,
            offer.Facts.Kind,
            offer.Facts.Framework,
            offer.Facts.WeeklyCost,
            offer.Facts.HostAuthority,
            offer.EntryIds
        );
}
