using Placements.Domain.Journey.Events;
using Placements.Domain.Journey.Rules;

namespace Placements.Domain.Journey;

/// <summary>
/// Absences. A temporary one ends when the child comes back, and also, by itself, when the child moves on or leaves care; a missing
/// episode outlives a placement and ends when the child is found or care ends (SSDA903 rules 575, 577).
/// </summary>
internal sealed class AbsenceFold(List<Finding> findings, CareFold care, PlacementFold placements, List<StandingFact> facts)
{
    private readonly List<Absence> absences = [];
    private readonly Dictionary<Guid, Lost> lost = [];
    private Guid? placementBefore;

    /// <summary>What a child away from home lost meanwhile, so that there was nothing to come back to.</summary>
    private enum Lost
    {
        Placement,
        Care,
    }

    public void Apply(Guid entryId, AbsenceStarted fact)
    {
        if (absences.Exists(absence => absence.AbsenceId == fact.AbsenceId))
        {
            findings.Add(
                AbsenceRules.IdUsedTwice.Broken(fact.EffectiveOn, "Two absences have the same id; each needs one of its own.", entryId)
            );
            return;
        }
        if (!care.InCare)
        {
            findings.Add(
                AbsenceRules.OutsideCare.Broken(
                    fact.EffectiveOn,
                    $"An absence starts on {fact.EffectiveOn:yyyy-MM-dd}, when the child is not recorded as looked after: "
                        + "record the start of care first, or in the same command.",
                    entryId
                )
            );
        }
        var temporary = Absence.IsTemporaryKind(fact.Kind);
        foreach (var other in absences)
        {
            if (other.EndedOn is null && other.IsTemporary == temporary)
            {
                findings.Add(
                    AbsenceRules.Overlaps.Broken(
                        fact.EffectiveOn,
                        $"An absence starts on {fact.EffectiveOn:yyyy-MM-dd}, while the one that started on {other.StartedOn:yyyy-MM-dd} "
                            + "has not ended.",
                        entryId,
                        other.EntryIds[0]
                    )
                );
            }
        }
        absences.Add(new Absence(fact.AbsenceId, fact.Kind, fact.EffectiveOn, fact.Time, null, null, null, placements.Current, [entryId]));
    }

    public void Apply(Guid entryId, AbsenceEnded fact)
    {
        var place = absences.FindIndex(absence => absence.AbsenceId == fact.AbsenceId);
        if (place < 0)
        {
            findings.Add(NothingToEnd(entryId, fact));
            return;
        }

        var absence = absences[place];
        if (lost.Remove(fact.AbsenceId, out var what))
        {
            absences[place] = what switch
            {
                // This says how long the absence itself went on.
                Lost.Placement => absence with
                {
                    EndedOn = fact.EffectiveOn,
                    EndTime = fact.Time,
                    EntryIds = absence.EntryIds.With(entryId),
                },
                // Found after care had ended: not an absence from care any more (SSDA903 rule 577).
                _ => absence with { EntryIds = absence.EntryIds.With(entryId) },
            };
            return;
        }
        if (absence.EndedOn is not null)
        {
            findings.Add(
                AbsenceRules.EndedAlready.Broken(
                    fact.EffectiveOn,
                    $"The absence is recorded as ending on {fact.EffectiveOn:yyyy-MM-dd}, but it had ended on {absence.EndedOn:yyyy-MM-dd}.",
                    entryId,
                    absence.EntryIds[^1]
                )
            );
            return;
        }
        if (absence.StartedOn == fact.EffectiveOn && fact.Time < absence.StartTime)
        {
            findings.Add(
                AbsenceRules.EndsBeforeStart.Broken(
                    fact.EffectiveOn,
                    $"The absence is recorded as ending at {fact.Time:HH:mm}, before it started at {absence.StartTime:HH:mm}.",
                    entryId,
                    absence.EntryIds[0]
                )
            );
        }
        absences[place] = absence with
        {
            EndedOn = fact.EffectiveOn,
            EndTime = fact.Time,
            Returned = true,
            EntryIds = absence.EntryIds.With(entryId),
        };
    }

    /// <summary>A child who lives elsewhere now did not come back from a temporary absence.</summary>
    public void PlacementChanged(DateOnly on, Guid? placement)
    {
        if (placement != placementBefore)
            CloseOpen(on, Lost.Placement, absence => absence.IsTemporary);
        placementBefore = placement;
    }

    public void CareEnded(DateOnly on)
    {
        foreach (var id in lost.Keys)
            lost[id] = Lost.Care;
        CloseOpen(on, Lost.Care, _ => true);
        placementBefore = null;
    }

    public IReadOnlyList<Absence> Finish() => absences;

    private void CloseOpen(DateOnly on, Lost what, Func<Absence, bool> which)
    {
        for (var i = 0; i < absences.Count; i++)
        {
            if (absences[i].EndedOn is not null || !which(absences[i]))
                continue;
            absences[i] = absences[i] with { EndedOn = on, Returned = false };
            lost[absences[i].AbsenceId] = what;
        }
    }

    private Finding NothingToEnd(Guid entryId, AbsenceEnded fact)
    {
        var begins = facts.Find(other => other.Fact is AbsenceStarted start && start.AbsenceId == fact.AbsenceId);
        return begins is null
            ? AbsenceRules.UnknownAbsence.Broken(fact.EffectiveOn, "It ends an absence that this child does not have.", entryId)
            : AbsenceRules.EndsBeforeStart.Broken(
                fact.EffectiveOn,
                $"The absence is recorded as ending on {fact.EffectiveOn:yyyy-MM-dd}, before it started on {begins.Fact.EffectiveOn:yyyy-MM-dd}.",
                entryId,
                begins.EntryId
            );
    }
}
