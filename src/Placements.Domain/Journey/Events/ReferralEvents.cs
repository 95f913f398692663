using Placements.Domain.Codes;

namespace Placements.Domain.Journey.Events;

/// <summary>What is asked for, and how well each kind of home would suit.</summary>
public sealed record SoughtHomes
{
    public Suitability Foster { get; init; } = Suitability.Unspecified;

    public Suitability Residential { get; init; } = Suitability.Unspecified;

    public Suitability Supported { get; init; } = Suitability.Unspecified;
}

public sealed record ReferralNeeds
{
    public IReadOnlyList<CommunicationNeed> Communication { get; init; } = [];

    public bool AdaptedHome { get; init; }

    [Personal]
    [Disclosure(About.PerhapsOthers)]
    public string? Cultural { get; init; }

    public LivingWith? LivingWith { get; init; }

    public bool Pets { get; init; }

    public bool ExtraSupport { get; init; }

    public bool DeprivationOfLiberty { get; init; }

    /// <summary>A parent and baby are placed together.</summary>
    public bool ParentAndChild { get; init; }

    public IReadOnlyList<ReferralCircumstance> Circumstances { get; init; } = [];
}

/// <summary>The need as it was sent out to providers (open placements standard v2).</summary>
[FrozenName("referral_made", Version = 2)]
public sealed record ReferralMade : ChildEvent, IBegins
{
    public Guid ReferralId { get; init; }

    public required Urgency Urgency { get; init; }

    public SoughtHomes Sought { get; init; } = new();

    public ReferralNeeds Needs { get; init; } = new();

    public IReadOnlyList<RiskToChild> RisksToChild { get; init; } = [];

    public IReadOnlyList<RiskToOthers> RisksToOthers { get; init; } = [];

    /// <summary>How many siblings must be placed together with the child.</summary>
    public int SiblingsToPlaceTogether { get; init; }

    /// <summary>A place in words, or the outward half of a postcode.</summary>
    [Personal]
    [Disclosure(About.PerhapsOthers)]
    public string? PreferredLocation { get; init; }

    Guid IBegins.BegunId => ReferralId;

    ChildEvent IBegins.WithBegunId(Guid id) => this with { ReferralId = id };

    public override string InWords() => $"Referral made: {Urgency.Label()}";
}

[FrozenName("provider_approached")]
public sealed record ProviderApproached : ChildEvent
{
    public required Guid ReferralId { get; init; }

    public required Provider Provider { get; init; }

    public bool? Framework { get; init; }

    public override string InWords() => "Provider approached";
}

[FrozenName("offer_received")]
public sealed record OfferReceived : ChildEvent, IBegins
{
    public required Guid ReferralId { get; init; }

    public Guid OfferId { get; init; }

    public required Provider Provider { get; init; }

    /// <summary>The home offered, as the provider names it.</summary>
    [Personal]
    [Disclosure(About.SomebodyElse)]
    public string? Home { get; init; }

    public PlacementKind? Kind { get; init; }

    public bool? Framework { get; init; }

    /// <summary>Pence a week.</summary>
    public long? WeeklyCost { get; init; }

    /// <summary>GSS code of the authority in whose area the home stands.</summary>
    [Disclosure(About.TheChild)]
    public string? HostAuthority { get; init; }

    Guid IBegins.BegunId => OfferId;

    ChildEvent IBegins.WithBegunId(Guid id) => this with { OfferId = id };

    public override string InWords() => "Offer received";
}

[FrozenName("offer_withdrawn")]
public sealed record OfferWithdrawn : ChildEvent
{
    public required Guid OfferId { get; init; }

    [Personal]
    [Disclosure(About.PerhapsOthers)]
    public string? Reason { get; init; }

    public override string InWords() => "Offer withdrawn by the provider";
}

[FrozenName("offer_declined")]
public sealed record OfferDeclined : ChildEvent
{
    public required Guid OfferId { get; init; }

    [Personal]
    [Disclosure(About.PerhapsOthers)]
    public string? Reason { get; init; }

    public override string InWords() => "Offer declined by the authority";
}

[FrozenName("referral_closed")]
public sealed record ReferralClosed : ChildEvent
{
    public required Guid ReferralId { get; init; }

    public required ReferralOutcome Outcome { get; init; }

    [Personal]
    [Disclosure(About.PerhapsOthers)]
    public string? Reason { get; init; }

    public override string InWords() => $"Referral closed: {Outcome.Label()}";
}
