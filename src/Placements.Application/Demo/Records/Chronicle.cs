using Placements.Application.Demo.Lives;
using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Demo.Records;

/// <summary>Writes a planned child's life down as drafts of commands.</summary>
internal sealed class Chronicle
{
    private readonly DemoTargets targets;
    private readonly DemoRandom random;
    private readonly string authority;
    private readonly Homes homes;
    private readonly PlannedChild child;
    private readonly List<Draft> drafts = [];
    private readonly Draft registration;
    private readonly Searches searches;
    private readonly Absences absences;

    private Chronicle(DemoTargets targets, DemoRandom random, string authority, Homes homes, PlannedChild child)
    {
        this.targets = targets;
        this.random = random;
        this.authority = authority;
        this.homes = homes;
        this.child = child;
        registration = Registrations.Write(random, authority, child, drafts);
        searches = new Searches(targets, random, child, registration, drafts);
        absences = new Absences(targets, random, child, drafts);
    }

    public static List<Draft> Of(DemoTargets targets, DemoRandom random, string authority, Homes homes, PlannedChild child)
    {
        var chronicle = new Chronicle(targets, random, authority, homes, child);
        foreach (var period in child.Periods)
            chronicle.Write(period);
        Registrations.WriteTeamTransfer(random, child, chronicle.registration, chronicle.drafts);
        return chronicle.drafts;
    }

    private void Write(PlannedPeriod period)
    {
        var limit = period.End ?? targets.LastDay.AddDays(1);
        string? carer = null;
        foreach (var stay in period.Stays)
        {
            stay.Facts = homes.Find(random, child, stay, limit);
            // A move is to somebody else.
            for (var tries = 0; tries < 20 && stay.Facts.Carer == carer; tries++)
                stay.Facts = homes.Find(random, child, stay, limit);
            carer = stay.Facts.Carer;
        }

        var start = WriteStart(period);
        var statuses = new Queue<(DateOnly On, LegalStatus Status)>(period.LegalStatuses.Skip(1));
        for (var i = 1; i < period.Stays.Count; i++)
        {
            WriteStatuses(statuses, until: period.Stays[i].From, start, period);
            WriteMove(period.Stays[i - 1], period.Stays[i], limit);
        }
        WriteStatuses(statuses, DateOnly.MaxValue, start, period);
        if (period.End is { } end)
            WriteEnd(period, end);
    }

    private Draft WriteStart(PlannedPeriod period)
    {
        var first = period.Stays[0];
        var urgent = !child.Unaccompanied && random.Chance(0.4);
        first.Facts = first.Facts with
        {
            Emergency = urgent && first.Category is not (PlacementCategory.WithParents or PlacementCategory.Adoption),
            ReferralId = searches.WriteFor(first, urgent),
        };

        var draft = registration;
        if (registration.On != period.Start || drafts.Exists(other => other != registration && other.InOrder))
        {
            draft = new Draft { On = period.Start, InOrder = true };
            drafts.Add(draft);
        }
        draft.Add(
            random,
            new CareStarted
            {
                EffectiveOn = period.Start,
                LegalStatus = period.LegalStatuses[0].Status,
                CategoryOfNeed = period.Need ?? Need(),
            }
        );
        var placed = draft;
        if (random.Chance(0.15))
        {
            placed = new Draft { On = period.Start, InOrder = true };
            drafts.Add(placed);
        }
        placed.Add(random, new PlacementStarted { EffectiveOn = first.From, Placement = first.Facts });
        WriteAround(first, placed, period.End);
        return draft;
    }

    private CategoryOfNeed Need()
    {
        if (child.Unaccompanied)
            return CategoryOfNeed.AbsentParenting;
        return child.Disabled && random.Chance(0.4) ? CategoryOfNeed.ChildDisability : random.Weighted(targets.Needs.ToArray());
    }

    /// <summary>
    /// Court orders are often written down long after they were made. Not so where the child lives with parents, which the domain
    /// takes only under an order.
    /// </summary>
    private void WriteStatuses(Queue<(DateOnly On, LegalStatus Status)> statuses, DateOnly until, Draft start, PlannedPeriod period)
    {
        var inOrder = period.Stays.Exists(stay => stay.Category == PlacementCategory.WithParents);
        while (statuses.TryPeek(out var next) && next.On <= until)
        {
            statuses.Dequeue();
            var draft = new Draft { On = next.On, InOrder = inOrder };
            draft.After.Add(start);
            draft.Add(random, new LegalStatusChanged { EffectiveOn = next.On, LegalStatus = next.Status });
            drafts.Add(draft);
        }
    }

    private void WriteMove(PlannedStay from, PlannedStay to, DateOnly limit)
    {
        from.Parting = PartingOf(from, to);
        var urgent = from.Parting != Parting.Planned;
        to.Facts = to.Facts with
        {
            Emergency = from.Parting == Parting.Breakdown && random.Chance(0.7),
            ReferralId = searches.WriteFor(to, urgent),
        };

        var draft = new Draft
        {
            On = to.From,
            InOrder = true,
            Foreseen = from.Parting == Parting.Planned,
        };
        drafts.Add(draft);
        if (from.Parting == Parting.Breakdown)
        {
            var reason = UnplannedReason(from, to);
            draft.Add(
                random,
                new PlacementBrokeDown
                {
                    EffectiveOn = to.From,
                    PlacementId = from.Facts.PlacementId,
                    EndedBy = Moves.WhoAsked(random, reason),
                    Reason = reason,
                    NoticeHours = random.Weighted((0, 4), (random.Between(1, 24), 4), (random.Between(25, 72), 2.0)),
                }
            );
            if (random.Chance(0.3))
            {
                draft = new Draft { On = to.From, InOrder = true };
                drafts.Add(draft);
            }
            draft.Add(random, new PlacementStarted { EffectiveOn = to.From, Placement = to.Facts });
        }
        else if (from.Parting == Parting.Planned && random.Chance(0.04))
        {
            draft.Add(random, new PlacementEnded { EffectiveOn = to.From, PlacementId = from.Facts.PlacementId });
            draft.Add(random, new PlacementStarted { EffectiveOn = to.From, Placement = to.Facts });
        }
        else
        {
            draft.Add(random, Move(from, to));
        }
        WriteAround(to, draft, to.To < limit ? to.To : null);
    }

    private Parting PartingOf(PlannedStay from, PlannedStay to)
    {
        // These are always long prepared, or an order.
        if (
            to.Category is PlacementCategory.Adoption or PlacementCategory.Secure
            || from.Category is PlacementCategory.Health or PlacementCategory.Secure or PlacementCategory.Custody
        )
            return Parting.Planned;
        if (to.Category == PlacementCategory.Custody)
            return Parting.Unplanned;

        var unsettled = from.Category is PlacementCategory.ExternalResidential or PlacementCategory.ExternalFostering ? 1.15 : 0.85;
        return random.Weighted(
            (Parting.Breakdown, targets.BreakdownShare * unsettled),
            (Parting.Unplanned, targets.UnplannedShare * unsettled),
            (Parting.Planned, 1 - ((targets.BreakdownShare + targets.UnplannedShare) * unsettled))
        );
    }

    private PlacementMoved Move(PlannedStay from, PlannedStay to)
    {
        var planned = from.Parting == Parting.Planned;
        var reason = planned ? Moves.PlannedReason(random) : UnplannedReason(from, to);
        return new PlacementMoved
        {
            EffectiveOn = to.From,
            FromPlacementId = from.Facts.PlacementId,
            Reason = reason,
            RequestedBy = random.Chance(0.9) ? Moves.WhoAsked(random, reason) : null,
            Planned = planned,
            NoticeHours = planned
                ? random.Chance(0.5)
                    ? random.Between(7, 56) * 24
                    : null
                : random.Chance(0.8)
                    ? random.Between(0, 72)
                    : null,
            To = to.Facts,
        };
    }

    private ChangeReason UnplannedReason(PlannedStay from, PlannedStay to)
    {
        if (to.Category == PlacementCategory.Custody)
            return ChangeReason.Custody;
        return from.Category == PlacementCategory.WithParents
            ? random.Weighted(
                (ChangeReason.AuthorityDecision, 5),
                (ChangeReason.StandardsOfCare, 2),
                (ChangeReason.CarerRequestBehaviour, 3.0)
            )
            : Moves.UnplannedReason(random);
    }

    /// <summary>What hangs on a stay besides its beginning and end.</summary>
    private void WriteAround(PlannedStay stay, Draft placed, DateOnly? end)
    {
        var to = stay.To ?? end ?? targets.LastDay.AddDays(1);
        if (stay.Facts.HostAuthority != authority)
            Approvals.Write(random, stay, placed, drafts);
        Changes.Write(random, stay, to, placed, drafts);
        absences.WriteDuring(stay, to, placed);
    }

    private void WriteEnd(PlannedPeriod period, DateOnly end)
    {
        var reason = period.Reason!.Value;
        var sudden =
            reason is CareEndReason.Custody or CareEndReason.Died
            || (reason == CareEndReason.ReturnedHome && random.Chance(targets.UnplannedReturnShare));

        var draft = new Draft
        {
            On = end,
            InOrder = true,
            Foreseen = !sudden,
        };
        draft.Add(
            random,
            new CareEnded
            {
                EffectiveOn = end,
                Reason = reason,
                Planned = random.Chance(0.04) && !sudden ? null : !sudden,
                WhereTo = Moves.WhereTo(reason),
                WhenIAmReady = reason == CareEndReason.WhenIAmReady,
            }
        );
        drafts.Add(draft);
    }
}
