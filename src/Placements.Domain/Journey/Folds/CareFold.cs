using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;
using Placements.Domain.Journey.Rules;

namespace Placements.Domain.Journey;

/// <summary>Periods of care and the legal-status spells within them.</summary>
internal sealed class CareFold(List<Finding> findings, List<StandingFact> facts)
{
    private readonly List<PeriodOfCare> periods = [];
    private readonly List<LegalStatusSpell> statuses = [];

    public bool InCare => periods.Count > 0 && periods[^1].EndedOn is null;

    public LegalStatus? Status => InCare ? statuses[^1].Status : null;

    public void Apply(Guid entryId, CareStarted fact)
    {
        var last = periods.Count == 0 ? null : periods[^1];
        if (last is { EndedOn: null })
        {
            findings.Add(
                CareRules.AlreadyInCare.Broken(
                    fact.EffectiveOn,
                    $"The child is recorded as looked after since {last.StartedOn:yyyy-MM-dd}, so care cannot start again on {fact.EffectiveOn:yyyy-MM-dd}.",
                    entryId,
                    last.EntryIds[0]
                )
            );
            return;
        }
        if (last is not null)
            CareRules.CheckRestart(last, entryId, fact, findings);

        periods.Add(
            new PeriodOfCare(fact.EffectiveOn, null, fact.CategoryOfNeed, fact.LegalStatus, null, null, WhenIAmReady: false, [entryId])
            {
                BeganEarlier = fact.BeganEarlier,
            }
        );
        statuses.Add(new LegalStatusSpell(fact.EffectiveOn, null, fact.LegalStatus, [entryId]));
    }

    public void Apply(Guid entryId, LegalStatusChanged fact)
    {
        if (!InCare)
        {
            findings.Add(
                CareRules.LegalStatusOutsideCare.Broken(
                    fact.EffectiveOn,
                    $"A legal status is recorded on {fact.EffectiveOn:yyyy-MM-dd}, when the child is not recorded as looked after.",
                    entryId
                )
            );
            return;
        }

        var before = statuses[^1];
        if (before.StartedOn == fact.EffectiveOn)
        {
            // Two changes on one day collapse into the state at its end (domain reference 1.3).
            statuses[^1] = before with
            {
                Status = fact.LegalStatus,
                EntryIds = before.EntryIds.With(entryId),
            };
            return;
        }
        statuses[^1] = before with { EndedOn = fact.EffectiveOn };
        statuses.Add(new LegalStatusSpell(fact.EffectiveOn, null, fact.LegalStatus, [entryId]));
    }

    /// <summary>False when there was no care to end.</summary>
    public bool Apply(Guid entryId, CareEnded fact)
    {
        if (!InCare)
        {
            findings.Add(NoCareToEnd(entryId, fact));
            return false;
        }

        periods[^1] = periods[^1] with
        {
            EndedOn = fact.EffectiveOn,
            EndReason = fact.Reason,
            EndPlanned = fact.Planned,
            GuardianIsKin = fact.GuardianIsKin,
            WhenIAmReady = fact.WhenIAmReady || fact.Reason == CareEndReason.WhenIAmReady,
            EntryIds = periods[^1].EntryIds.With(entryId),
        };
        statuses[^1] = statuses[^1] with { EndedOn = fact.EffectiveOn };
        return true;
    }

    public IReadOnlyList<PeriodOfCare> FinishPeriods() => periods;

    public IReadOnlyList<LegalStatusSpell> FinishLegalStatuses() => statuses;

    private Finding NoCareToEnd(Guid entryId, CareEnded fact)
    {
        var begins = facts.Find(other => other.Fact is CareStarted start && start.EffectiveOn >= fact.EffectiveOn);
        if (begins is not null && periods.Count == 0)
        {
            return CareRules.EndedBeforeItBegan.Broken(
                fact.EffectiveOn,
                $"Care is recorded as ending on {fact.EffectiveOn:yyyy-MM-dd}, but it began on {begins.Fact.EffectiveOn:yyyy-MM-dd}: "
                    + "care ends at least a day after it begins.",
                entryId,
                begins.EntryId
            );
        }

        ReadOnlySpan<Guid> entries = periods.Count == 0 ? [entryId] : [entryId, periods[^1].EntryIds[^1]];
        return CareRules.NoCareToEnd.Broken(
            fact.EffectiveOn,
            $"Care is recorded as ending on {fact.EffectiveOn:yyyy-MM-dd}, but the child was not looked after then.",
            entries
        );
    }
}
