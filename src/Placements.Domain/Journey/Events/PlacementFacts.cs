using Placements.Domain.Codes;

namespace Placements.Domain.Journey.Events;

public sealed record Provider
{
    [Disclosure(About.PerhapsOthers)]
    public string? Id { get; init; }

    [Disclosure(About.PerhapsOthers)]
    public string? Name { get; init; }
}

public sealed record FosteringApproval
{
    public bool LongTerm { get; init; }

    public bool AlsoApprovedToAdopt { get; init; }
}

/// <summary>What a placement is: the home, who provides it, where it stands. Null means not known, never no.</summary>
public sealed record PlacementFacts
{
    /// <summary>Postcode value of an address that must not be told.</summary>
    public const string Withheld = "withheld";

    public Guid PlacementId { get; init; }

    public required PlacementKind Kind { get; init; }

    public required Sector Sector { get; init; }

    public Provider? Provider { get; init; }

    /// <summary>The household or home, as the authority keys it. Two placements with one key are one stay for counting moves.</summary>
    [Disclosure(About.SomebodyElse)]
    public string? Carer { get; init; }

    /// <summary>GSS code of the authority in whose area the home stands.</summary>
    [Disclosure(About.TheChild)]
    public string? HostAuthority { get; init; }

    public Country? Country { get; init; }

    /// <summary>The home's postcode, or <see cref="Withheld"/>.</summary>
    [Personal]
    [Disclosure(About.SomebodyElse)]
    public string? Postcode { get; init; }

    public Registration? Registration { get; init; }

    /// <summary>
    /// The setting's number with its inspectorate (England's URN: <c>SC</c> and six digits, or seven digits; <c>XXXXXXX</c> where another
    /// inspectorate covers it).
    /// </summary>
    [Disclosure(About.TheChild)]
    public string? RegulatorNumber { get; init; }

    /// <summary>Which, where the kind is other.</summary>
    public OtherPlacement? OtherPlacement { get; init; }

    /// <summary>Whether the provider is on the national framework.</summary>
    public bool? Framework { get; init; }

    public bool Emergency { get; init; }

    /// <summary>Pence a week.</summary>
    public long? WeeklyCost { get; init; }

    public FosteringApproval? Fostering { get; init; }

    /// <summary>
    /// Adoption: the adopter fostered the child in the placement just before. Needed only where the carers of both are not named.
    /// </summary>
    public bool? FosteredBefore { get; init; }

    public OutOfCountyReason? OutOfCountyReason { get; init; }

    /// <summary>The referral that this placement answers.</summary>
    public Guid? ReferralId { get; init; }
}
