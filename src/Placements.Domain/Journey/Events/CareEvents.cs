using Placements.Domain.Codes;

namespace Placements.Domain.Journey.Events;

/// <summary>The child became looked after. Looked after on every day from <see cref="ChildEvent.EffectiveOn"/> until care ends.</summary>
[FrozenName("care_started", Version = 2)]
public sealed record CareStarted : ChildEvent
{
    public required LegalStatus LegalStatus { get; init; }

    /// <summary>Fixed at entry for the whole period of care (SSDA903 rule 504).</summary>
    public required CategoryOfNeed CategoryOfNeed { get; init; }

    /// <summary>
    /// Care began earlier, on a day that we do not know; this is what happened on <see cref="ChildEvent.EffectiveOn"/>, the first day that
    /// we know of. Null: care began on that day.
    /// </summary>
    public EarlierCare? BeganEarlier { get; init; }

    public override string InWords() =>
        BeganEarlier is null ? $"Became looked after: {LegalStatus.Label()}" : $"Looked after since before this day: {LegalStatus.Label()}";
}

[FrozenName("legal_status_changed")]
public sealed record LegalStatusChanged : ChildEvent
{
    public required LegalStatus LegalStatus { get; init; }

    public override string InWords() => $"Legal status became: {LegalStatus.Label()}";
}

/// <summary>The child stopped being looked after: not looked after any more on <see cref="ChildEvent.EffectiveOn"/> itself.</summary>
[FrozenName("care_ended", Version = 2)]
public sealed record CareEnded : ChildEvent
{
    public required CareEndReason Reason { get; init; }

    /// <summary>Where the child went, in words.</summary>
    [Personal]
    [Disclosure(About.PerhapsOthers)]
    public string? WhereTo { get; init; }

    public bool? Planned { get; init; }

    /// <summary>Special guardianship: the guardian is a relative or friend of the child.</summary>
    public bool? GuardianIsKin { get; init; }

    /// <summary>Stays with the former carers under When I Am Ready (Wales, to 21, or 25 in education): an arrangement, not a placement.</summary>
    public bool WhenIAmReady { get; init; }

    public override string InWords() => $"Stopped being looked after: {Reason.Label()}";
}
