using Placements.Domain.Journey.Events;

namespace Placements.Domain.Journey;

/// <summary>What a correction or void may aim at, and what it takes from its target.</summary>
internal static class Corrections
{
    /// <summary>Completes a proposed fact from the entries before it; adds to <paramref name="refusals"/> what cannot be.</summary>
    public static ChildEvent Complete(List<Entry> entries, ChildEvent proposed, string field, List<Refusal> refusals)
    {
        switch (proposed)
        {
            case EntryVoided voided when Target(entries, voided.EntryId, field, refusals) is { } target:
                return voided with { EffectiveOn = target.EffectiveOn };

            case EntryCorrected correction when Target(entries, correction.EntryId, field, refusals) is { } target:
                return correction with
                {
                    EffectiveOn = target.EffectiveOn,
                    Facts = KeepIdentity(correction.EntryId, target, correction.Facts, field, refusals),
                };

            default:
                return proposed;
        }
    }

    private static ChildEvent? Target(List<Entry> entries, Guid id, string field, List<Refusal> refusals)
    {
        var place = entries.FindIndex(entry => entry.Id == id);
        if (place < 0)
        {
            Refuse("entry_unknown", "The entry to correct or void does not exist for this child.");
            return null;
        }
        switch (entries[place].Fact)
        {
            case EntryCorrected correction:
                Refuse(
                    "entry_is_a_correction",
                    "A correction is not corrected itself: correct the entry that it corrected again.",
                    correction.EntryId
                );
                return null;
            case EntryVoided voided:
                Refuse("entry_is_a_void", "A void is final: record what did happen as a new entry.", voided.EntryId);
                return null;
            case AccessEvent:
                Refuse(
                    "entry_is_of_access",
                    "Who may see the record is not corrected or voided: restrict it anew, or lift the restriction.",
                    id
                );
                return null;
        }

        var standing = StandingFact.Of(entries).Find(fact => fact.EntryId == id);
        if (standing is null)
            Refuse("entry_voided_already", "The entry was voided before: record what did happen as a new entry.", id);
        return standing?.Fact;

        void Refuse(string code, string message, params ReadOnlySpan<Guid> entryIds) =>
            refusals.Add(new Refusal(code, $"{field}.entryId", message, ValueList.Create(entryIds)));
    }

    /// <summary>Other entries refer to what this one began, so its id stays, whatever else was wrong.</summary>
    private static ChildEvent KeepIdentity(Guid targetId, ChildEvent target, ChildEvent facts, string field, List<Refusal> refusals)
    {
        if (facts is EntryCorrected or EntryVoided)
        {
            refusals.Add(
                new Refusal(
                    "correction_of_correction",
                    $"{field}.facts.type",
                    "A correction holds the facts that should have been recorded.",
                    []
                )
            );
            return facts;
        }
        if (facts is AccessEvent)
        {
            refusals.Add(
                new Refusal(
                    "access_by_own_route",
                    $"{field}.facts.type",
                    "Who may see the record is recorded by operations of its own: restriction, its lift, and break-glass.",
                    []
                )
            );
            return facts;
        }
        if (facts is not IBegins now)
            return facts;

        // An entry that began nothing before (a breakdown that was in truth a move) lends its own id to what it begins now.
        if (target is not IBegins was)
            return now.BegunId == Guid.Empty ? now.WithBegunId(targetId) : facts;

        if (now.BegunId == Guid.Empty)
            return now.WithBegunId(was.BegunId);
        if (now.BegunId != was.BegunId)
            refusals.Add(
                new Refusal(
                    "correction_changes_identity",
                    $"{field}.facts",
                    "A correction keeps the id of the placement, absence, referral or offer that the entry began: leave it out.",
                    []
                )
            );
        return facts;
    }
}
