using Placements.Domain.Codes;
using Placements.Domain.Codes.Returns;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;

namespace Placements.Domain.Returns;

/// <summary>
/// The episodes of a journey, in order. A new one begins on every day of a period of care on which the legal status or the placement
/// changes (domain reference 1.3); two changes on one day are one episode; a need never begins one.
/// </summary>
public static class Episodes
{
    /// <param name="everyDetail">
    /// Cut also where something changed that a return does not tell, such as the cost: for comparing records, not for a return.
    /// </param>
    public static IReadOnlyList<Episode> Of(CareJourney journey, bool everyDetail = false)
    {
        var episodes = new List<Episode>();
        foreach (var period in journey.PeriodsOfCare)
        {
            // Care that begins and ends on one day is none (rule 355).
            if (period.EndedOn != period.StartedOn)
                new PeriodOfEpisodes(journey, period, everyDetail).AddTo(episodes);
        }
        return episodes;
    }

    private sealed class PeriodOfEpisodes(CareJourney journey, PeriodOfCare period, bool everyDetail)
    {
        /// <summary>What is constant over an episode: items of the journey, told apart as objects.</summary>
        private sealed record State(LegalStatusSpell? Status, Placement? Placement, PlacementStretch? Stretch, Absence? Absence);

        public void AddTo(List<Episode> episodes)
        {
            var before = (State?)null;
            foreach (var day in Days())
            {
                var state = On(day);
                if (before is not null && IsSame(before, state))
                    continue;

                if (before is not null)
                    episodes[^1] = End(episodes[^1], before, day, state);
                episodes.Add(Begin(day, before, state));
                before = state;
            }
            if (period.EndedOn is { } endedOn)
                episodes[^1] = episodes[^1] with
                {
                    EndedOn = endedOn,
                    CareEnd = period.EndReason is { } reason ? new CareEndFacts(reason, period.EndPlanned, period.GuardianIsKin) : null,
                };
        }

        private bool IsSame(State one, State other) =>
            ReferenceEquals(one.Status, other.Status)
            && ReferenceEquals(one.Placement, other.Placement)
            && ReferenceEquals(one.Absence, other.Absence)
            && HasSameDetails(one, other);

        private bool HasSameDetails(State one, State other) =>
            ReferenceEquals(one.Stretch, other.Stretch) || (!everyDetail && ReturnedPlace.IsSame(one.Stretch?.Facts, other.Stretch?.Facts));

        /// <summary>The days of the period on which something may change.</summary>
        private SortedSet<DateOnly> Days()
        {
            var days = new SortedSet<DateOnly> { period.StartedOn };
            foreach (var status in journey.LegalStatuses)
                Add(status.StartedOn);
            foreach (var placement in journey.Placements)
            {
                foreach (var stretch in placement.Stretches)
                    Add(stretch.StartedOn);
                Add(placement.EndedOn);
            }
            foreach (var absence in journey.Absences)
            {
                if (!absence.IsTemporary)
                    continue;
                Add(absence.StartedOn);
                Add(absence.EndedOn);
            }
            return days;

            void Add(DateOnly? day)
            {
                if (day is { } on && on > period.StartedOn && (period.EndedOn is null || on < period.EndedOn))
                    days.Add(on);
            }
        }

        private State On(DateOnly day)
        {
            LegalStatusSpell? status = null;
            foreach (var spell in journey.LegalStatuses)
            {
                if (Holds(spell.StartedOn, spell.EndedOn, day))
                    status = spell;
            }
            Placement? placement = null;
            PlacementStretch? stretch = null;
            foreach (var candidate in journey.Placements)
            {
                if (Holds(candidate.StartedOn, candidate.EndedOn, day))
                {
                    placement = candidate;
                    stretch = candidate.Stretches.LastOrDefault(part => part.StartedOn <= day);
                }
            }
            Absence? absence = null;
            foreach (var candidate in journey.Absences)
            {
                if (candidate.IsTemporary && Holds(candidate.StartedOn, candidate.EndedOn, day))
                    absence = candidate;
            }
            return new State(status, placement, stretch, absence);
        }

        private static bool Holds(DateOnly startedOn, DateOnly? endedOn, DateOnly day) =>
            startedOn <= day && (endedOn is null || endedOn > day);

        private Episode Begin(DateOnly day, State? before, State state) =>
            new()
            {
                StartedOn = day,
                Start = before is null ? FirstStart() : StartOf(before, state),
                LegalStatus = state.Status?.Status ?? period.LegalStatusAtStart,
                CategoryOfNeed = period.CategoryOfNeed,
                Placement = state.Stretch?.Facts,
                Absence = state.Absence?.Kind,
                WithFormerFosterCarer = state.Placement is null ? null : FosteredBefore(state.Placement, state.Stretch!.Facts, day),
                HomePostcode = HomeOn(day),
                EntryIds = [.. EntriesOf(before, state)],
            };

        private EpisodeStart FirstStart() =>
            period.BeganEarlier switch
            {
                null => EpisodeStart.CareStarted,
                EarlierCare.LegalStatusChanged => EpisodeStart.LegalStatusChanged,
                EarlierCare.Moved => EpisodeStart.Moved,
                EarlierCare.DetailsChanged => EpisodeStart.DetailsChanged,
                EarlierCare.LegalStatusChangedAndMoved => EpisodeStart.LegalStatusChangedAndMoved,
                _ => EpisodeStart.LegalStatusAndDetailsChanged,
            };

        /// <summary>
        /// A temporary absence and the return from it are moves (rules 380, 383). With one carer the placement's details changed, except for
        /// a child who lives independently, whose every move is one.
        /// </summary>
        private EpisodeStart StartOf(State before, State state)
        {
            var legalStatus = !ReferenceEquals(before.Status, state.Status);
            var moved = before.Placement?.PlacementId != state.Placement?.PlacementId || !ReferenceEquals(before.Absence, state.Absence);
            var details = !HasSameDetails(before, state);
            if (details && state.Stretch?.Facts.Kind == PlacementKind.IndependentLiving && AddressChanged(before, state))
                moved = true;

            return (legalStatus, moved, details) switch
            {
                (true, true, _) => EpisodeStart.LegalStatusChangedAndMoved,
                (true, _, true) => EpisodeStart.LegalStatusAndDetailsChanged,
                (true, _, _) => EpisodeStart.LegalStatusChanged,
                (_, true, _) => EpisodeStart.Moved,
                _ => EpisodeStart.DetailsChanged,
            };
        }

        private static bool AddressChanged(State before, State state) => before.Stretch?.Facts.Postcode != state.Stretch?.Facts.Postcode;

        /// <summary>The reason of a change stands on the episode that it ends, and never beside a temporary absence (rules 225, 226).</summary>
        private Episode End(Episode episode, State before, DateOnly day, State next)
        {
            ChangeReason? reason = (before.Absence ?? next.Absence) switch
            {
                not null => null,
                null when before.Placement?.PlacementId != next.Placement?.PlacementId => before.Placement?.EndReason,
                null when !HasSameDetails(before, next) => ChangeReason.Administrative,
                null => null,
            };
            var planned =
                before.Absence is null && next.Absence is null && before.Placement?.PlacementId != next.Placement?.PlacementId
                    ? before.Placement?.Planned
                    : null;
            if (reason is { } why && planned == EnglandReturn.CountsAsPlanned(why))
                planned = null;
            return episode with { EndedOn = day, ChangeReason = reason, MovePlanned = planned };
        }

        /// <summary>
        /// Known where the carer of both is named, or where the child was placed for adoption without leaving the home.
        /// </summary>
        /// <param name="facts">Of the placement on the day: what it became later says nothing of it.</param>
        private bool? FosteredBefore(Placement placement, PlacementFacts facts, DateOnly day)
        {
            if (facts.Kind != PlacementKind.AdoptivePlacement)
                return null;
            if (placement.Stretches.Any(part => part.StartedOn < day && part.Facts.Kind != PlacementKind.AdoptivePlacement))
                return true;
            if (facts.FosteredBefore is { } said)
                return said;

            var last = journey.Placements.LastOrDefault(other => other.StartedOn < placement.StartedOn);
            return last?.Facts.Carer is { } before && facts.Carer is { } carer ? before == carer : null;
        }

        private string? HomeOn(DateOnly day) =>
            journey.Details.LastOrDefault(spell => spell.StartedOn is null || spell.StartedOn <= day)?.Facts.HomePostcode;

        private IEnumerable<Guid> EntriesOf(State? before, State state)
        {
            if (before is null)
                yield return period.EntryIds[0];
            if (
                state.Placement is { } placement
                && (before?.Placement?.PlacementId != placement.PlacementId || !ReferenceEquals(before.Stretch, state.Stretch))
            )
                yield return state.Stretch!.SaidBy;
            if (state.Status is { } status && !ReferenceEquals(before?.Status, status))
                yield return status.EntryIds[0];
            if (state.Absence is { } absence)
                yield return absence.EntryIds[0];
        }
    }
}
