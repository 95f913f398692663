using Placements.Domain.Journey.Events;

namespace Placements.Domain.Journey.Rules;

internal static class ReturnRules
{
    public static readonly Rule YearWrong = new("return_year_wrong", Severity.Refuse, "ours: a return year ends on its 31 March");

    public static void Check(List<StandingFact> facts, List<Finding> findings)
    {
        foreach (var (entryId, _, fact) in facts)
        {
            if (fact is Ssda903RowsKept kept && fact.EffectiveOn != new DateOnly(Math.Clamp(kept.Year, 1, 9999), 3, 31))
                findings.Add(
                    YearWrong.Broken(
                        fact.EffectiveOn,
                        "Rows of a return belong to the year that ends on 31 March: give that day, and its year.",
                        entryId
                    )
                );
        }
    }
}
