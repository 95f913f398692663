using Placements.Domain.Codes;
using Placements.Domain.Journey;

namespace Placements.Application.ReadModels;

/// <summary>
/// One row of a read model, without the child it belongs to and without when it was known: those are added where it is written.
/// </summary>
/// <param name="Item">Names the row among the child's rows of its table; at any known time there is one row an item.</param>
/// <param name="ValidFrom">First day it holds; null: always has.</param>
/// <param name="ValidTo">First day it no longer holds; null: still does.</param>
public abstract record ReadModelRow(string Item, DateOnly? ValidFrom, DateOnly? ValidTo);

public sealed record ChildRow(string Item, DateOnly? ValidFrom, DateOnly? ValidTo, ChildDetails Facts)
    : ReadModelRow(Item, ValidFrom, ValidTo);

public sealed record CarePeriodRow(string Item, PeriodOfCare Period) : ReadModelRow(Item, Period.StartedOn, Period.EndedOn);

public sealed record LegalStatusRow(string Item, DateOnly StartedOn, DateOnly? EndedOn, LegalStatus Status)
    : ReadModelRow(Item, StartedOn, EndedOn);

/// <param name="Number">Of the stretch within the placement, from 1.</param>
public sealed record PlacementRow(string Item, int Number, PlacementStretch Stretch, PlacementEnding Whole, PlacementPlace Place)
    : ReadModelRow(Item, Stretch.StartedOn, Stretch.EndedOn);

/// <summary>What is true of the placement as a whole, repeated in each of its stretches.</summary>
public sealed record PlacementEnding(
    DateOnly StartedOn,
    DateOnly? EndedOn,
    EndedHow? EndedHow,
    bool? Planned,
    ChangeReason? Reason,
    Party? EndedBy,
    int? NoticeHours,
    bool BrokeDown
);

public sealed record PlacementPlace(Location Location, PreferenceBand? Band);

public sealed record AbsenceRow(string Item, Absence Absence)
    : ReadModelRow(Item, Absence.StartedOn, Absence.EndedOn == Absence.StartedOn ? Absence.StartedOn.AddDays(1) : Absence.EndedOn);

public sealed record ReferralRow(
    string Item,
    DateOnly StartedOn,
    DateOnly? EndedOn,
    Guid ReferralId,
    Urgency Urgency,
    Suitability Foster,
    Suitability Residential,
    Suitability Supported,
    int SiblingsToPlaceTogether,
    bool DeprivationOfLiberty,
    LivingWith? LivingWith,
    bool ParentAndChild,
    ValueList<string> Circumstances,
    ValueList<string> RisksToChild,
    ValueList<string> RisksToOthers,
    ReferralOutcome? Outcome,
    Guid? PlacementId,
    int Approaches,
    ValueList<DateOnly> ApproachedOn,
    int Offers
) : ReadModelRow(Item, StartedOn, EndedOn);

public sealed record OfferRow(
    string Item,
    DateOnly StartedOn,
    DateOnly? EndedOn,
    Guid OfferId,
    Guid ReferralId,
    string? ProviderId,
    string? ProviderName,
    PlacementKind? Kind,
    bool? Framework,
    long? WeeklyCost,
    string? HostAuthority,
    OfferState State
) : ReadModelRow(Item, StartedOn, EndedOn);

public sealed record FindingRow(string Item, Finding Finding) : ReadModelRow(Item, Finding.On, null);

/// <summary>Who may see the record. People and teams are null where it is not restricted.</summary>
/// <param name="OpenedTo">Since the list was set; <paramref name="OpenedUntil"/> says how long, each at the same place.</param>
public sealed record AccessRow(
    string? Team,
    ValueList<string>? People,
    ValueList<string>? Teams,
    ValueList<string> OpenedTo,
    ValueList<DateTimeOffset> OpenedUntil
) : ReadModelRow("access", null, null);

public sealed record AccessOpeningRow(string Item, Opening Opening) : ReadModelRow(Item, Opening.On, null);
