using Placements.Domain.Journey.Events;

namespace Placements.Domain.Journey;

/// <summary>
/// The order of facts in the child's life: effective date, then rank within the day, then recorded order, save that what ends
/// something comes after what began it. Ranks follow the day as the
/// field sees it: what ends comes before what begins, legal status before placement.
/// </summary>
internal static class FactOrder
{
    private const int Beginnings = 4;
    private const int Absences = 6;

    public static void Sort(List<StandingFact> facts)
    {
        var begunOn = BegunOn(facts);
        var keyed = new (DateOnly On, int Rank, TimeOnly At, long Version)[facts.Count];
        var heldBack = false;
        for (var i = 0; i < keyed.Length; i++)
        {
            var fact = facts[i].Fact;
            var sameDay = NamedId(fact) is { } id && begunOn.TryGetValue(id, out var on) && on == fact.EffectiveOn;
            heldBack |= sameDay;
            keyed[i] = (DayOf(fact), RankOf(fact, sameDay), TimeOf(fact, sameDay), facts[i].Version);
        }
        var sorted = facts.ToArray();
        Array.Sort(keyed, sorted);
        facts.Clear();
        facts.AddRange(sorted);
        if (heldBack)
            HoldBack(facts, begunOn);
    }

    /// <summary>The registration says what was true all along, whatever day somebody wrote on it.</summary>
    private static DateOnly DayOf(ChildEvent fact) => fact is ChildRegistered ? DateOnly.MinValue : fact.EffectiveOn;

    /// <summary>A stay that ends on the day it began (an emergency bed, an hour missing) ends after it began.</summary>
    private static int RankOf(ChildEvent fact, bool sameDay) =>
        fact switch
        {
            ChildRegistered => -1,
            PlacementEnded or PlacementBrokeDown => sameDay ? Beginnings : 0,
            AbsenceEnded => sameDay ? Absences : 0,
            CareEnded => 1,
            CareStarted => 2,
            LegalStatusChanged => 3,
            PlacementStarted or PlacementMoved => Beginnings,
            AbsenceStarted => Absences,
            _ => 5,
        };

    /// <summary>A child may go missing twice in a day: the times say which came first.</summary>
    private static TimeOnly TimeOf(ChildEvent fact, bool sameDay) =>
        fact switch
        {
            AbsenceStarted started => started.Time ?? TimeOnly.MinValue,
            AbsenceEnded ended when sameDay => ended.Time ?? TimeOnly.MinValue,
            _ => TimeOnly.MinValue,
        };

    /// <summary>The stay that the fact ends.</summary>
    private static Guid? NamedId(ChildEvent fact) =>
        fact switch
        {
            PlacementMoved moved => moved.FromPlacementId,
            PlacementEnded ended => ended.PlacementId,
            PlacementBrokeDown broke => broke.PlacementId,
            AbsenceEnded ended => ended.AbsenceId,
            _ => null,
        };

    /// <summary>Where an id is used twice, the earlier day counts, whichever was recorded first.</summary>
    private static Dictionary<Guid, DateOnly> BegunOn(List<StandingFact> facts)
    {
        var begunOn = new Dictionary<Guid, DateOnly>();
        foreach (var (_, _, fact) in facts)
        {
            if (BegunId(fact) is { } id && (!begunOn.TryGetValue(id, out var on) || fact.EffectiveOn < on))
                begunOn[id] = fact.EffectiveOn;
        }
        return begunOn;
    }

    private static Guid? BegunId(ChildEvent fact) =>
        fact is PlacementStarted or PlacementMoved or AbsenceStarted ? ((IBegins)fact).BegunId : null;

    /// <summary>
    /// Within a day, puts what ends a stay straight behind what began it, in whatever order they were recorded. Facts that end each other
    /// in a circle stay as they are after one round.
    /// </summary>
    private static void HoldBack(List<StandingFact> facts, Dictionary<Guid, DateOnly> begunOn)
    {
        var moves = 0;
        for (var i = 0; i < facts.Count; )
        {
            var fact = facts[i].Fact;
            var begun =
                NamedId(fact) is { } id && begunOn.TryGetValue(id, out var on) && on == fact.EffectiveOn
                    ? facts.FindIndex(other => other.Fact.EffectiveOn == on && BegunId(other.Fact) == id)
                    : -1;
            if (begun <= i || moves == facts.Count)
            {
                i++;
                continue;
            }
            var held = facts[i];
            facts.RemoveAt(i);
            facts.Insert(begun, held);
            moves++;
        }
    }
}
