namespace Placements.Domain.Journey.Events;

/// <summary>
/// An earlier entry was wrong: these are the full facts that stand in its place. The entry keeps its first id, and its revisions hang
/// on it. <see cref="ChildEvent.EffectiveOn"/> repeats the date that the entry had before, so that the log alone shows the change.
/// </summary>
[FrozenName("entry_corrected")]
public sealed record EntryCorrected : ChildEvent
{
    public required Guid EntryId { get; init; }

    public required ChildEvent Facts { get; init; }

    [Personal]
    [Disclosure(About.PerhapsOthers)]
    public required string Reason { get; init; }

    public override string InWords() => "An entry was corrected";
}

/// <summary>An earlier entry should never have been made. Void is final: what did happen is recorded anew.</summary>
[FrozenName("entry_voided")]
public sealed record EntryVoided : ChildEvent
{
    public required Guid EntryId { get; init; }

    [Personal]
    [Disclosure(About.PerhapsOthers)]
    public required string Reason { get; init; }

    public override string InWords() => "An entry was voided";
}
