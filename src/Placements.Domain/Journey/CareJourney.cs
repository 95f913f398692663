using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Domain.Journey;

/// <summary>
/// A child's care journey: a pure fold over the entries of the stream. In every item <c>StartedOn</c> is the first day it holds and
/// <c>EndedOn</c> the first day it no longer holds; null while open. <c>EntryIds</c> are the entries it came from.
/// </summary>
public sealed record CareJourney(
    IReadOnlyList<DetailsSpell> Details,
    IReadOnlyList<PeriodOfCare> PeriodsOfCare,
    IReadOnlyList<LegalStatusSpell> LegalStatuses,
    IReadOnlyList<Placement> Placements,
    IReadOnlyList<Absence> Absences,
    IReadOnlyList<Referral> Referrals,
    IReadOnlyList<Finding> Findings
)
{
    /// <param name="asAt">Facts effective after this day are left out; null: none is.</param>
    /// <param name="asKnownAt">Entries recorded after this instant are left out; null: none is.</param>
    public static CareJourney Of(IReadOnlyList<Entry> entries, DateOnly? asAt = null, DateTimeOffset? asKnownAt = null)
    {
        var journey = JourneyFold.Fold(StandingFact.Of(entries, asKnownAt), asAt);
        journey.Access = RecordAccess.Of(journey, entries, asKnownAt);
        return journey;
    }

    /// <summary>The entry that last said when the child was born; a rule about age names it, not whatever else changed since.</summary>
    internal Guid BirthSaidBy { get; init; }

    /// <summary>What returns said besides placements, by year.</summary>
    public IReadOnlyList<Ssda903RowsKept> KeptReturns { get; init; } = [];

    /// <summary>Who may see the record; null before anybody was registered.</summary>
    public RecordAccess? Access { get; private set; }

    /// <summary>What we know of the child now; null when the registration was voided.</summary>
    public ChildDetails? Child => Details.Count == 0 ? null : Details[^1].Facts;

    /// <summary>In care, and not on a series of short breaks, which both governments count apart.</summary>
    public bool LookedAfterOn(DateOnly day) => StatusOn(day) is { } status && status != LegalStatus.ShortBreaks;

    public bool OnShortBreaksOn(DateOnly day) => StatusOn(day) == LegalStatus.ShortBreaks;

    public LegalStatus? StatusOn(DateOnly day)
    {
        foreach (var spell in LegalStatuses)
        {
            if (spell.StartedOn <= day && (spell.EndedOn is null || spell.EndedOn > day))
                return spell.Status;
        }
        return null;
    }

    public Placement? PlacementOn(DateOnly day)
    {
        foreach (var placement in Placements)
        {
            if (placement.StartedOn <= day && (placement.EndedOn is null || placement.EndedOn > day))
                return placement;
        }
        return null;
    }
}

/// <summary>What is known of the child, after the changes recorded.</summary>
public sealed record ChildDetails(
    [property: Disclosure(About.TheChild)] string ResponsibleAuthority,
    [property: Disclosure(About.TheChild)] DateOnly? DateOfBirth,
    [property: Disclosure(About.TheChild)] DateOnly? ExpectedDateOfBirth,
    Sex Sex,
    Ethnicity? Ethnicity,
    PersonName? Name,
    ValueList<LocalIdentifier> Identifiers,
    bool UnaccompaniedAsylumSeeking,
    bool NationalTransferScheme,
    ValueList<Disability> Disabilities,
    [property: Disclosure(About.TheChild)] string? HomePostcode,
    [property: Disclosure(About.TheChild)] string? HomeAddress,
    [property: Disclosure(About.SomebodyElse)] string? SiblingGroup,
    [property: Disclosure(About.TheChild)] string? Team
);

/// <summary>The first spell has no start: a registration says what has been true of the child all along.</summary>
public sealed record DetailsSpell(DateOnly? StartedOn, DateOnly? EndedOn, ChildDetails Facts, ValueList<Guid> EntryIds);

public sealed record PeriodOfCare(
    DateOnly StartedOn,
    DateOnly? EndedOn,
    CategoryOfNeed CategoryOfNeed,
    LegalStatus LegalStatusAtStart,
    CareEndReason? EndReason,
    bool? EndPlanned,
    bool WhenIAmReady,
    ValueList<Guid> EntryIds
)
{
    /// <summary>Care began earlier, on a day that we do not know, and this happened on <see cref="StartedOn"/>.</summary>
    public EarlierCare? BeganEarlier { get; init; }

    public bool? GuardianIsKin { get; init; }
}

public sealed record LegalStatusSpell(DateOnly StartedOn, DateOnly? EndedOn, LegalStatus Status, ValueList<Guid> EntryIds);

/// <summary>A stretch of a placement over which its facts did not change.</summary>
public sealed record PlacementStretch(DateOnly StartedOn, DateOnly? EndedOn, PlacementFacts Facts)
{
    /// <summary>The entry that began it.</summary>
    internal Guid SaidBy { get; init; }
}

/// <param name="Facts">As they stand at its end, or now.</param>
/// <param name="Stretches">In order, touching; at least one.</param>
/// <param name="Planned">Null while open, and where nobody said.</param>
/// <param name="EndReason">Of a move or breakdown.</param>
/// <param name="NoticeHours">Notice given of the end, in hours.</param>
/// <param name="OutOfCounty">Null while the facts do not say.</param>
public sealed record Placement(
    Guid PlacementId,
    DateOnly StartedOn,
    DateOnly? EndedOn,
    PlacementFacts Facts,
    ValueList<PlacementStretch> Stretches,
    EndedHow? EndedHow,
    bool? Planned,
    ChangeReason? EndReason,
    Party? EndedBy,
    int? NoticeHours,
    bool BrokeDown,
    Location Location,
    bool? OutOfCounty,
    PreferenceBand? PreferenceBand,
    ValueList<Approval> Approvals,
    ValueList<Notice> Notices,
    ValueList<Guid> EntryIds
)
{
    /// <summary>Null when it began outside any recorded care.</summary>
    public LegalStatus? LegalStatusAtStart { get; init; }

    /// <summary>The entry that ended it.</summary>
    internal Guid EndSaidBy { get; init; }

    /// <summary>Stretches over which the part of the facts that a rule looks at stayed the same.</summary>
    internal IReadOnlyList<PlacementStretch> StretchesOf<T>(Func<PlacementFacts, T> part)
    {
        if (Stretches.Count == 1)
            return Stretches;

        var runs = new List<PlacementStretch>();
        foreach (var stretch in Stretches)
        {
            if (runs.Count > 0 && Equals(part(runs[^1].Facts), part(stretch.Facts)))
                runs[^1] = runs[^1] with { EndedOn = stretch.EndedOn };
            else
                runs.Add(stretch);
        }
        return runs;
    }
}

public sealed record Approval(DateOnly On, Approver By);

public sealed record Notice(DateOnly On, ValueList<NotifiedParty> Told);

/// <param name="Returned">True once the child came back; false when the child moved on or left care instead; null while away.</param>
public sealed record Absence(
    Guid AbsenceId,
    AbsenceKind Kind,
    DateOnly StartedOn,
    TimeOnly? StartTime,
    DateOnly? EndedOn,
    TimeOnly? EndTime,
    bool? Returned,
    Guid? PlacementId,
    ValueList<Guid> EntryIds
)
{
    /// <summary>Away with the placement kept (T0-T4 of the return); missing and unauthorised absence are another matter.</summary>
    public bool IsTemporary => IsTemporaryKind(Kind);

    public static bool IsTemporaryKind(AbsenceKind kind) => kind is not (AbsenceKind.Missing or AbsenceKind.AwayWithoutAuthorisation);
}

/// <param name="PlacementId">The placement that answered it.</param>
public sealed record Referral(
    Guid ReferralId,
    DateOnly StartedOn,
    DateOnly? EndedOn,
    ReferralMade Facts,
    ReferralOutcome? Outcome,
    [property: Disclosure(About.PerhapsOthers)] string? CloseReason,
    Guid? PlacementId,
    ValueList<Approach> Approaches,
    ValueList<Offer> Offers,
    ValueList<Guid> EntryIds
);

public sealed record Approach(DateOnly On, Provider Provider, bool? Framework);

public sealed record Offer(
    Guid OfferId,
    DateOnly StartedOn,
    DateOnly? EndedOn,
    OfferState State,
    [property: Disclosure(About.PerhapsOthers)] string? Reason,
    OfferReceived Facts,
    ValueList<Guid> EntryIds
);
