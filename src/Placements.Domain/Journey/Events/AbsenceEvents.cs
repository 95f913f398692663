using Placements.Domain.Codes;

namespace Placements.Domain.Journey.Events;

/// <summary>The child is away from the placement, which goes on meanwhile.</summary>
[FrozenName("absence_started")]
public sealed record AbsenceStarted : ChildEvent, IBegins
{
    public Guid AbsenceId { get; init; }

    public required AbsenceKind Kind { get; init; }

    /// <summary>Local time; missing episodes have one.</summary>
    public TimeOnly? Time { get; init; }

    [Personal]
    [Disclosure(About.PerhapsOthers)]
    public string? Note { get; init; }

    Guid IBegins.BegunId => AbsenceId;

    ChildEvent IBegins.WithBegunId(Guid id) => this with { AbsenceId = id };

    public override string InWords() => $"Absence began: {Kind.Label()}";
}

/// <summary>
/// The child came back to the placement. A child who moved on instead of coming back has a <see cref="PlacementMoved"/>, which closes
/// a temporary absence by itself; the cover then counts as a placement (domain reference 3.2, step 2).
/// </summary>
[FrozenName("absence_ended")]
public sealed record AbsenceEnded : ChildEvent
{
    public required Guid AbsenceId { get; init; }

    /// <summary>Local time.</summary>
    public TimeOnly? Time { get; init; }

    [Personal]
    [Disclosure(About.PerhapsOthers)]
    public string? Note { get; init; }

    public override string InWords() => "Came back";
}
