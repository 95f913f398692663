using Placements.Domain.Codes;
using Placements.Domain.Codes.Returns;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;

namespace Placements.Domain.Returns;

/// <summary>Why an episode starts: what changed on its first day. England's RNE (validator rule 143).</summary>
public enum EpisodeStart
{
    /// <summary>S.</summary>
    CareStarted,

    /// <summary>L.</summary>
    LegalStatusChanged,

    /// <summary>P: other carers.</summary>
    Moved,

    /// <summary>T: same carers.</summary>
    DetailsChanged,

    /// <summary>B: legal status and carers.</summary>
    LegalStatusChangedAndMoved,

    /// <summary>U: legal status, and the placement with the same carers.</summary>
    LegalStatusAndDetailsChanged,
}

/// <summary>
/// The interval over which legal status, placement and carer stay the same: what a return is made of. Derived from a journey, or read from
/// a return's rows and turned into facts; never stored.
/// </summary>
public sealed record Episode
{
    public required DateOnly StartedOn { get; init; }

    public required EpisodeStart Start { get; init; }

    public required LegalStatus LegalStatus { get; init; }

    public required CategoryOfNeed CategoryOfNeed { get; init; }

    /// <summary>Where the child lives, or is away from. Null: not known.</summary>
    public PlacementFacts? Placement { get; init; }

    /// <summary>The child is away for a while and the placement is kept (T0 to T4).</summary>
    public AbsenceKind? Absence { get; init; }

    /// <summary>Adoption: the adopter fostered the child in the placement just before. Null: not known.</summary>
    public bool? WithFormerFosterCarer { get; init; }

    /// <summary>The first day it no longer holds; the next episode of the same period of care starts on it. Null while open.</summary>
    public DateOnly? EndedOn { get; init; }

    /// <summary>How care ended with it. Null while open, and where care goes on (X1).</summary>
    public CareEndFacts? CareEnd { get; init; }

    /// <summary>Why the child moved at its end; <see cref="ChangeReason.Administrative"/> where only details of the placement changed.</summary>
    public ChangeReason? ChangeReason { get; init; }

    /// <summary>Whether the move at its end was planned, where it is not as the reason says; null: as that says, or not known.</summary>
    public bool? MovePlanned { get; init; }

    public string? HomePostcode { get; init; }

    /// <summary>The entries that it comes from, those that began it first.</summary>
    public ValueList<Guid> EntryIds { get; init; } = [];

    /// <summary>Care goes on after it.</summary>
    public bool Continues => EndedOn is not null && CareEnd is null;
}
