using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;
using Placements.Domain.Journey.Rules;
using Placements.Domain.Measures;

namespace Placements.Domain.Journey;

/// <summary>Where the child lived: one placement at a time.</summary>
internal sealed class PlacementFold(List<Finding> findings, CareFold care, List<StandingFact> facts, List<StandingFact> later)
{
    private readonly List<Spell> spells = [];
    private readonly List<(Guid EntryId, ChildEvent Fact, Guid PlacementId)> trail = [];

    private Spell? current;

    /// <summary>The placement the child is in at this point of the fold.</summary>
    public Guid? Current => current?.Id;

    public void Apply(Guid entryId, PlacementStarted fact)
    {
        if (current is not null)
        {
            findings.Add(
                PlacementRules.Overlaps.Broken(
                    fact.EffectiveOn,
                    $"A placement is recorded as starting on {fact.EffectiveOn:yyyy-MM-dd}, while the one that started on "
                        + $"{current.StartedOn:yyyy-MM-dd} has not ended: record a move, or end that placement.",
                    entryId,
                    current.EntryIds[0]
                )
            );
        }
        Begin(entryId, fact.EffectiveOn, fact.Placement);
    }

    public void Apply(Guid entryId, PlacementMoved fact)
    {
        var from = Find(fact.FromPlacementId);
        if (from is null)
        {
            Unknown(
                entryId,
                fact.EffectiveOn,
                fact.FromPlacementId,
                "The move is from a placement that this child had not started by then."
            );
        }
        else if (from != current)
        {
            findings.Add(
                PlacementRules.MoveFromPlacementLeft.Broken(
                    fact.EffectiveOn,
                    $"The child is recorded as moving on {fact.EffectiveOn:yyyy-MM-dd} from a placement left on {from.EndedOn:yyyy-MM-dd}: "
                        + "correct the entries named together with this one.",
                    entryId,
                    from.EndedBy
                )
            );
        }
        else
        {
            from.End(entryId, fact.EffectiveOn, EndedHow.Moved, fact.Planned, fact.Reason, fact.RequestedBy, fact.NoticeHours);
            current = null;
        }
        Begin(entryId, fact.EffectiveOn, fact.To);
    }

    public void Apply(Guid entryId, PlacementBrokeDown fact) =>
        End(entryId, fact.EffectiveOn, fact.PlacementId, EndedHow.BrokeDown, planned: false, fact.Reason, fact.EndedBy, fact.NoticeHours);

    public void Apply(Guid entryId, PlacementEnded fact) =>
        End(entryId, fact.EffectiveOn, fact.PlacementId, EndedHow.Ended, planned: true, reason: null, endedBy: null, noticeHours: null);

    public void Apply(Guid entryId, PlacementDetailsChanged fact)
    {
        var spell = Find(fact.PlacementId);
        if (spell is null)
            Unknown(entryId, fact.EffectiveOn, fact.PlacementId, "The details are of a placement that this child had not started by then.");
        else if (spell.EndedOn <= fact.EffectiveOn && spell.StartedOn != fact.EffectiveOn)
            findings.Add(
                PlacementRules.DetailsAfterEnd.Broken(
                    fact.EffectiveOn,
                    $"Details change on {fact.EffectiveOn:yyyy-MM-dd} for a placement that ended on {spell.EndedOn:yyyy-MM-dd}.",
                    entryId,
                    spell.EndedBy
                )
            );
        else
            spell.Change(entryId, fact);
    }

    /// <summary>
    /// Approval comes before the placement takes effect, so it is joined to it at the end; as at a day between the two there is nothing to
    /// join it to yet.
    /// </summary>
    public void Apply(Guid entryId, PlacementApproved fact) => trail.Add((entryId, fact, fact.PlacementId));

    public void Apply(Guid entryId, PlacementNotified fact) => trail.Add((entryId, fact, fact.PlacementId));

    public void CareEnded(Guid entryId, CareEnded fact)
    {
        current?.End(entryId, fact.EffectiveOn, EndedHow.CareEnded, fact.Planned, why: null, endedBy: null, hours: null);
        if (current is not null)
            current.CareEndReason = fact.Reason;
        current = null;
    }

    public IReadOnlyList<Placement> Finish(string? authority)
    {
        foreach (var (entryId, fact, placementId) in trail)
        {
            if (Find(placementId) is { } spell)
                spell.Join(entryId, fact);
            else if (!later.Exists(other => Begins(other.Fact, placementId)))
                Unknown(entryId, fact.EffectiveOn, placementId, "It concerns a placement that this child does not have.");
        }
        return [.. spells.Select(spell => spell.Finish(authority))];
    }

    private void Begin(Guid entryId, DateOnly on, PlacementFacts facts)
    {
        if (Find(facts.PlacementId) is { } first)
        {
            findings.Add(
                PlacementRules.IdUsedTwice.Broken(
                    on,
                    "Two placements have the same id; each stay needs one of its own.",
                    entryId,
                    first.EntryIds[0]
                )
            );
            return;
        }
        if (!care.InCare)
        {
            findings.Add(
                PlacementRules.OutsideCare.Broken(
                    on,
                    $"A placement starts on {on:yyyy-MM-dd}, when the child is not recorded as looked after.",
                    entryId
                )
            );
        }
        current?.CutOff(entryId, on);
        current = new Spell(entryId, on, facts, care.Status);
        spells.Add(current);
    }

    private void End(
        Guid entryId,
        DateOnly on,
        Guid placementId,
        EndedHow how,
        bool planned,
        ChangeReason? reason,
        Party? endedBy,
        int? noticeHours
    )
    {
        var spell = Find(placementId);
        if (spell is null)
        {
            Unknown(entryId, on, placementId, "It ends a placement that this child had not started by then.");
            return;
        }
        if (spell != current)
        {
            findings.Add(
                PlacementRules.EndOfPlacementLeft.Broken(
                    on,
                    $"The placement is recorded as ending on {on:yyyy-MM-dd}, but the child left it on {spell.EndedOn:yyyy-MM-dd}: "
                        + "correct the entries named together with this one.",
                    entryId,
                    spell.EndedBy
                )
            );
            return;
        }
        spell.End(entryId, on, how, planned, reason, endedBy, noticeHours);
        current = null;
    }

    /// <summary>Names also the entry that begins the placement later on, since either may be wrong.</summary>
    private void Unknown(Guid entryId, DateOnly on, Guid placementId, string message)
    {
        ReadOnlySpan<Guid> entries = facts.Find(other => Begins(other.Fact, placementId)) is { } begins
            ? [entryId, begins.EntryId]
            : [entryId];
        findings.Add(PlacementRules.UnknownPlacement.Broken(on, message, entries));
    }

    private static bool Begins(ChildEvent fact, Guid placementId) =>
        fact switch
        {
            PlacementStarted started => started.Placement.PlacementId == placementId,
            PlacementMoved moved => moved.To.PlacementId == placementId,
            _ => false,
        };

    private Spell? Find(Guid placementId)
    {
        foreach (var spell in spells)
        {
            if (spell.Id == placementId)
                return spell;
        }
        return null;
    }

    private sealed class Spell(Guid entryId, DateOnly startedOn, PlacementFacts facts, LegalStatus? statusAtStart)
    {
        private readonly List<PlacementStretch> stretches = [new(startedOn, null, facts) { SaidBy = entryId }];
        private EndedHow? endedHow;
        private bool? planned;
        private ChangeReason? reason;
        private Party? endedByParty;
        private int? noticeHours;
        private ValueList<Approval> approvals = [];
        private ValueList<Notice> notices = [];

        public Guid Id => stretches[0].Facts.PlacementId;

        public DateOnly StartedOn => startedOn;

        public DateOnly? EndedOn { get; private set; }

        public CareEndReason? CareEndReason { get; set; }

        /// <summary>The entry that ended it.</summary>
        public Guid EndedBy { get; private set; }

        public ValueList<Guid> EntryIds { get; private set; } = [entryId];

        public void End(Guid endEntryId, DateOnly on, EndedHow how, bool? wasPlanned, ChangeReason? why, Party? endedBy, int? hours)
        {
            EndedOn = on;
            endedHow = how;
            planned = wasPlanned;
            reason = why;
            endedByParty = endedBy;
            noticeHours = hours;
            EndedBy = endEntryId;
            EntryIds = EntryIds.With(endEntryId);
        }

        /// <summary>Another placement began although this one had not ended: the likeliest reading is that the child had left.</summary>
        public void CutOff(Guid byEntryId, DateOnly on)
        {
            EndedOn = on;
            EndedBy = byEntryId;
        }

        public void Change(Guid changeEntryId, PlacementDetailsChanged change)
        {
            var before = stretches[^1];
            var changed = change.ApplyTo(before.Facts);
            if (before.StartedOn == change.EffectiveOn)
            {
                stretches[^1] = before with { Facts = changed };
            }
            else
            {
                stretches[^1] = before with { EndedOn = change.EffectiveOn };
                stretches.Add(new PlacementStretch(change.EffectiveOn, null, changed) { SaidBy = changeEntryId });
            }
            EntryIds = EntryIds.With(changeEntryId);
        }

        public void Join(Guid trailEntryId, ChildEvent fact)
        {
            if (fact is PlacementApproved approved)
                approvals = approvals.With(new Approval(approved.EffectiveOn, approved.ApprovedBy));
            else if (fact is PlacementNotified notified)
                notices = notices.With(new Notice(notified.EffectiveOn, [.. notified.Told]));
            EntryIds = EntryIds.With(trailEntryId);
        }

        public Placement Finish(string? authority)
        {
            stretches[^1] = stretches[^1] with { EndedOn = EndedOn };
            var now = stretches[^1].Facts;
            var location = Place.LocationOf(authority ?? "", now.HostAuthority, now.Country);
            return new Placement(
                Id,
                StartedOn,
                EndedOn,
                now,
                new ValueList<PlacementStretch>([.. stretches]),
                endedHow,
                planned,
                reason,
                endedByParty,
                noticeHours,
                Breakdown.Of(endedHow, planned, reason, CareEndReason),
                location,
                Place.IsOutOfCounty(location),
                Place.BandOf(authority ?? "", now.HostAuthority, now.Country),
                approvals,
                notices,
                EntryIds
            )
            {
                LegalStatusAtStart = statusAtStart,
                EndSaidBy = EndedBy,
            };
        }
    }
}
