namespace Placements.Domain.Journey.Events;

/// <summary>
/// Says who may see the record, and nothing of the child's life: the journey is the same with it and without. Recorded by its own
/// operations only, and neither corrected nor voided, so that nobody opens or closes a record who may merely record in it.
/// <see cref="ChildEvent.EffectiveOn"/> is the day on which it was recorded.
/// </summary>
public abstract record AccessEvent : ChildEvent;

/// <summary>From now on only these may see the record; a later one stands in the place of an earlier.</summary>
[FrozenName("access_restricted")]
public sealed record AccessRestricted : AccessEvent
{
    /// <summary>As their tokens name them.</summary>
    [Disclosure(About.SomebodyElse)]
    public required IReadOnlyList<string> People { get; init; }

    [Disclosure(About.SomebodyElse)]
    public required IReadOnlyList<string> Teams { get; init; }

    [Personal]
    [Disclosure(About.PerhapsOthers)]
    public required string Reason { get; init; }

    public override string InWords() => "Access to the record was restricted";
}

/// <summary>The record is open again to all who see the child's team.</summary>
[FrozenName("restriction_lifted")]
public sealed record RestrictionLifted : AccessEvent
{
    [Personal]
    [Disclosure(About.PerhapsOthers)]
    public required string Reason { get; init; }

    public override string InWords() => "The restriction of access was lifted";
}

/// <summary>Somebody who is not on the list opened the restricted record for a time.</summary>
[FrozenName("access_opened")]
public sealed record AccessOpened : AccessEvent
{
    /// <summary>As the token names them.</summary>
    [Disclosure(About.SomebodyElse)]
    public required string Person { get; init; }

    /// <summary>For those who are told of it.</summary>
    [Disclosure(About.SomebodyElse)]
    public required string PersonName { get; init; }

    /// <summary>The first instant at which it is closed to them again.</summary>
    public required DateTimeOffset Until { get; init; }

    [Personal]
    [Disclosure(About.PerhapsOthers)]
    public required string Reason { get; init; }

    public override string InWords() => "The restricted record was opened for a time";
}
