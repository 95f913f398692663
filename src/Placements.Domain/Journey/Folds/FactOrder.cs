using Placements.Domain.Journey.Events;

namespace Placements.Domain.Journey;

/// <summary>
/// The order of facts in the child's life: effective date, then rank within the day, then recorded order. Ranks follow the day as the
/// field sees it: what ends comes before what begins, legal status before placement.
/// </summary>
internal static class FactOrder
{
    private const int Beginnings = 4;

    public static void Sort(List<StandingFact> facts)
    {
        var begunOn = BegunOn(facts);
        var keyed = new (DateOnly On, int Rank, long Version)[facts.Count];
        for (var i = 0; i < keyed.Length; i++)
        {
            var fact = facts[i].Fact;
            // The registration says what was true all along, whatever day somebody wrote on it.
            var on = fact is ChildRegistered ? DateOnly.MinValue : fact.EffectiveOn;
            keyed[i] = (on, RankOf(fact, begunOn), facts[i].Version);
        }
        var sorted = facts.ToArray();
        Array.Sort(keyed, sorted);
        facts.Clear();
        facts.AddRange(sorted);
    }

    private static int RankOf(ChildEvent fact, Dictionary<Guid, DateOnly> begunOn) =>
        fact switch
        {
            ChildRegistered => -1,
            PlacementEnded ended => RankOfEnd(ended.PlacementId, ended.EffectiveOn, begunOn),
            PlacementBrokeDown broke => RankOfEnd(broke.PlacementId, broke.EffectiveOn, begunOn),
            AbsenceEnded ended when begunOn.TryGetValue(ended.AbsenceId, out var on) && on == ended.EffectiveOn => 7,
            AbsenceEnded => 0,
            CareEnded => 1,
            CareStarted => 2,
            LegalStatusChanged => 3,
            PlacementStarted or PlacementMoved => Beginnings,
            AbsenceStarted => 6,
            _ => 5,
        };

    /// <summary>A placement that ended on the day it began (an emergency bed) ends after it began.</summary>
    private static int RankOfEnd(Guid placementId, DateOnly endedOn, Dictionary<Guid, DateOnly> begunOn) =>
        begunOn.TryGetValue(placementId, out var on) && on == endedOn ? Beginnings : 0;

    private static Dictionary<Guid, DateOnly> BegunOn(List<StandingFact> facts)
    {
        var begunOn = new Dictionary<Guid, DateOnly>();
        foreach (var (_, _, fact) in facts)
        {
            if (fact is IBegins begins and (PlacementStarted or PlacementMoved or AbsenceStarted))
                begunOn.TryAdd(begins.BegunId, fact.EffectiveOn);
        }
        return begunOn;
    }
}
