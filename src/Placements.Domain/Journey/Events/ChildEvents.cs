using Placements.Domain.Codes;

namespace Placements.Domain.Journey.Events;

public sealed record PersonName
{
    [Personal]
    [Disclosure(About.TheChild)]
    public required string Given { get; init; }

    [Personal]
    [Disclosure(About.TheChild)]
    public required string Family { get; init; }
}

public sealed record LocalIdentifier
{
    /// <summary>Whose number it is, for example <c>case_number</c>, <c>upn</c>, <c>nhs_number</c>.</summary>
    [Disclosure(About.TheChild)]
    public required string Scheme { get; init; }

    [Personal]
    [Disclosure(About.TheChild)]
    public required string Value { get; init; }
}

/// <summary>The first entry of every stream: who the child is and which authority is responsible.</summary>
[FrozenName("child_registered")]
public sealed record ChildRegistered : ChildEvent
{
    /// <summary>GSS code; also the tenant that holds the record, so it never changes (a child who moves authority leaves care here).</summary>
    [Disclosure(About.TheChild)]
    public required string ResponsibleAuthority { get; init; }

    [Personal(Counted = true)]
    [Disclosure(About.TheChild)]
    public DateOnly? DateOfBirth { get; init; }

    /// <summary>For a child not yet born.</summary>
    [Personal(Counted = true)]
    [Disclosure(About.TheChild)]
    public DateOnly? ExpectedDateOfBirth { get; init; }

    public required Sex Sex { get; init; }

    public Ethnicity? Ethnicity { get; init; }

    [Personal]
    public PersonName? Name { get; init; }

    [Personal]
    public IReadOnlyList<LocalIdentifier> Identifiers { get; init; } = [];

    public bool UnaccompaniedAsylumSeeking { get; init; }

    public bool NationalTransferScheme { get; init; }

    public IReadOnlyList<Disability> Disabilities { get; init; } = [];

    [Personal]
    [Disclosure(About.TheChild)]
    public string? HomePostcode { get; init; }

    [Personal]
    [Disclosure(About.TheChild)]
    public string? HomeAddress { get; init; }

    /// <summary>A key that siblings share.</summary>
    [Disclosure(About.SomebodyElse)]
    public string? SiblingGroup { get; init; }

    /// <summary>The team that works with the child; its caseworkers see the record. Null: every caseworker of the authority does.</summary>
    [Disclosure(About.TheChild)]
    public string? Team { get; init; }

    public override string InWords() => "Registered";
}

/// <summary>
/// What we know of the child changed: only the members that change are given. A date of birth is an assertion with a source, since
/// an age assessment may revise it.
/// </summary>
[FrozenName("child_details_changed")]
public sealed record ChildDetailsChanged : ChildEvent
{
    /// <summary>Where this comes from: a birth certificate, an age assessment, the family.</summary>
    [Personal]
    [Disclosure(About.PerhapsOthers)]
    public required string Source { get; init; }

    [Personal(Counted = true)]
    [Disclosure(About.TheChild)]
    public DateOnly? DateOfBirth { get; init; }

    [Personal(Counted = true)]
    [Disclosure(About.TheChild)]
    public DateOnly? ExpectedDateOfBirth { get; init; }

    public Sex? Sex { get; init; }

    public Ethnicity? Ethnicity { get; init; }

    [Personal]
    public PersonName? Name { get; init; }

    [Personal]
    public IReadOnlyList<LocalIdentifier>? Identifiers { get; init; }

    public bool? UnaccompaniedAsylumSeeking { get; init; }

    public bool? NationalTransferScheme { get; init; }

    public IReadOnlyList<Disability>? Disabilities { get; init; }

    [Personal]
    [Disclosure(About.TheChild)]
    public string? HomePostcode { get; init; }

    [Personal]
    [Disclosure(About.TheChild)]
    public string? HomeAddress { get; init; }

    [Disclosure(About.SomebodyElse)]
    public string? SiblingGroup { get; init; }

    [Disclosure(About.TheChild)]
    public string? Team { get; init; }

    public override string InWords() => "Details changed";
}
