using Placements.Domain.Codes;

namespace Placements.Domain.Journey.Events;

/// <summary>The child went to live in a placement, with no placement straight before it.</summary>
[FrozenName("placement_started", Version = 2)]
public sealed record PlacementStarted : ChildEvent, IBegins
{
    [Flattened]
    public required PlacementFacts Placement { get; init; }

    Guid IBegins.BegunId => Placement.PlacementId;

    ChildEvent IBegins.WithBegunId(Guid id) => this with { Placement = Placement with { PlacementId = id } };

    public override string InWords() => $"Placed: {Placement.Kind.Label()}, {Placement.Sector.Label()}";
}

/// <summary>Ends one placement and starts the next in one fact, so that no day falls between them.</summary>
[FrozenName("placement_moved", Version = 2)]
public sealed record PlacementMoved : ChildEvent, IBegins
{
    public required Guid FromPlacementId { get; init; }

    /// <summary>To be said; null where nobody knows, as in history taken over from elsewhere.</summary>
    public required ChangeReason? Reason { get; init; }

    public Party? RequestedBy { get; init; }

    /// <summary>To be said; null where nobody knows.</summary>
    public required bool? Planned { get; init; }

    /// <summary>Notice given, in hours.</summary>
    public int? NoticeHours { get; init; }

    public required PlacementFacts To { get; init; }

    Guid IBegins.BegunId => To.PlacementId;

    ChildEvent IBegins.WithBegunId(Guid id) => this with { To = To with { PlacementId = id } };

    public override string InWords() => $"Moved to: {To.Kind.Label()}, {To.Sector.Label()} ({Reason?.Label() ?? "reason not known"})";
}

/// <summary>The placement broke down and has ended; where the child went next is a fact of its own, often on the same day.</summary>
[FrozenName("placement_broke_down")]
public sealed record PlacementBrokeDown : ChildEvent
{
    public required Guid PlacementId { get; init; }

    public required Party EndedBy { get; init; }

    public required ChangeReason Reason { get; init; }

    /// <summary>Notice given, in hours.</summary>
    public int? NoticeHours { get; init; }

    /// <summary>What happened.</summary>
    [Personal]
    [Disclosure(About.PerhapsOthers)]
    public string? Note { get; init; }

    public override string InWords() => $"Placement broke down: {Reason.Label()}";
}

/// <summary>A planned end without a next placement.</summary>
[FrozenName("placement_ended")]
public sealed record PlacementEnded : ChildEvent
{
    public required Guid PlacementId { get; init; }

    [Personal]
    [Disclosure(About.PerhapsOthers)]
    public string? Note { get; init; }

    public override string InWords() => "Placement ended as planned";
}

/// <summary>Same child, same carers, but something about the placement changed: only the members that change are given.</summary>
[FrozenName("placement_details_changed", Version = 2)]
public sealed record PlacementDetailsChanged : ChildEvent
{
    public required Guid PlacementId { get; init; }

    /// <summary>Why, for example registration granted, carer approved long-term, carer moved house.</summary>
    [Personal]
    [Disclosure(About.PerhapsOthers)]
    public required string Reason { get; init; }

    public PlacementKind? Kind { get; init; }

    public Sector? Sector { get; init; }

    public Provider? Provider { get; init; }

    [Disclosure(About.SomebodyElse)]
    public string? Carer { get; init; }

    [Disclosure(About.TheChild)]
    public string? HostAuthority { get; init; }

    public Country? Country { get; init; }

    [Personal]
    [Disclosure(About.SomebodyElse)]
    public string? Postcode { get; init; }

    public Registration? Registration { get; init; }

    [Disclosure(About.TheChild)]
    public string? RegulatorNumber { get; init; }

    public OtherPlacement? OtherPlacement { get; init; }

    public bool? Framework { get; init; }

    /// <summary>Pence a week.</summary>
    public long? WeeklyCost { get; init; }

    public FosteringApproval? Fostering { get; init; }

    public bool? FosteredBefore { get; init; }

    public OutOfCountyReason? OutOfCountyReason { get; init; }

    public PlacementFacts ApplyTo(PlacementFacts facts) =>
        facts with
        {
            Kind = Kind ?? facts.Kind,
            Sector = Sector ?? facts.Sector,
            Provider = Provider ?? facts.Provider,
            Carer = Carer ?? facts.Carer,
            HostAuthority = HostAuthority ?? facts.HostAuthority,
            Country = Country ?? facts.Country,
            Postcode = Postcode ?? facts.Postcode,
            Registration = Registration ?? facts.Registration,
            RegulatorNumber = RegulatorNumber ?? facts.RegulatorNumber,
            OtherPlacement = OtherPlacement ?? facts.OtherPlacement,
            Framework = Framework ?? facts.Framework,
            WeeklyCost = WeeklyCost ?? facts.WeeklyCost,
            Fostering = Fostering ?? facts.Fostering,
            FosteredBefore = FosteredBefore ?? facts.FosteredBefore,
            OutOfCountyReason = OutOfCountyReason ?? facts.OutOfCountyReason,
        };

    /// <summary>What changed and not why: the reason is free text, which may name somebody.</summary>
    public override string InWords() => $"Placement details changed: {string.Join(", ", Changed().DefaultIfEmpty("nothing"))}";

    private IEnumerable<string> Changed()
    {
        if (Kind is not null || OtherPlacement is not null)
            yield return "kind of home";
        if (Sector is not null || Provider is not null || Framework is not null)
            yield return "provider";
        if (Carer is not null || FosteredBefore is not null)
            yield return "carer";
        if (HostAuthority is not null || Country is not null || Postcode is not null)
            yield return "where the home stands";
        if (Registration is not null || RegulatorNumber is not null)
            yield return "registration";
        if (WeeklyCost is not null)
            yield return "cost";
        if (Fostering is not null)
            yield return "fostering approval";
        if (OutOfCountyReason is not null)
            yield return "reason out of county";
    }
}

/// <summary>Somebody with the right to do so approved the placement (CPPCR 2015 reg. 12: before it takes effect).</summary>
[FrozenName("placement_approved")]
public sealed record PlacementApproved : ChildEvent
{
    public required Guid PlacementId { get; init; }

    public required Approver ApprovedBy { get; init; }

    public override string InWords() => $"Placement approved: {ApprovedBy.Label()}";
}

/// <summary>Written notice of the placement was given (CPPCR 2015 reg. 14).</summary>
[FrozenName("placement_notified")]
public sealed record PlacementNotified : ChildEvent
{
    public required Guid PlacementId { get; init; }

    public required IReadOnlyList<NotifiedParty> Told { get; init; }

    public override string InWords() => $"Notice of the placement given: {string.Join(", ", Told.Select(party => party.Label()))}";
}
