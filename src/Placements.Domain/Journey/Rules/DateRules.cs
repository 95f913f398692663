using Placements.Domain.Journey.Events;

namespace Placements.Domain.Journey.Rules;

internal static class DateRules
{
    /// <summary>The day on which the Children Act 1989 came into force; the return knows nothing earlier.</summary>
    private static readonly DateOnly ChildrenAct = new(1991, 10, 14);

    private const int DaysAhead = 28;

    public static readonly Rule BeforeChildrenAct = new("date_before_1991", Severity.Refuse, "SSDA903 rule 353");

    public static readonly Rule AfterYearEnd = new("date_in_future", Severity.Refuse, "SSDA903 rules 354, 385, 301, 570, 571");

    public static readonly Rule BeforeBirth = new("date_before_birth", Severity.Refuse, "SSDA903 rules 302, 586");

    public static readonly Rule BirthImplausible = new("date_of_birth_implausible", Severity.Refuse, "ours: a child is under 26, rule 351");

    public static void Check(CareJourney journey, List<StandingFact> facts, List<Finding> findings)
    {
        var born = journey.Child?.DateOfBirth;
        foreach (var (entryId, _, fact) in facts)
        {
            if (fact.EffectiveOn < ChildrenAct)
                findings.Add(
                    BeforeChildrenAct.Broken(
                        fact.EffectiveOn,
                        $"{fact.EffectiveOn:yyyy-MM-dd} is before 14 October 1991, when the Children Act came into force.",
                        entryId
                    )
                );
            else if (fact.EffectiveOn < born && HappensToTheChild(fact))
                findings.Add(
                    BeforeBirth.Broken(
                        fact.EffectiveOn,
                        $"{fact.EffectiveOn:yyyy-MM-dd} is before the child's date of birth.",
                        entryId,
                        journey.BirthSaidBy
                    )
                );

            var assertedBirth = fact switch
            {
                ChildRegistered registered => registered.DateOfBirth,
                ChildDetailsChanged changed => changed.DateOfBirth,
                _ => null,
            };
            if (assertedBirth < ChildrenAct.AddYears(-26) || assertedBirth > fact.EffectiveOn)
                findings.Add(
                    BirthImplausible.Broken(
                        fact.EffectiveOn,
                        "The date of birth cannot be right: it is after the day it was said, or makes the child far too old.",
                        entryId
                    )
                );
        }
    }

    /// <summary>A referral, an approval or a changed detail may come before birth; being looked after may not.</summary>
    private static bool HappensToTheChild(ChildEvent fact) =>
        fact
            is CareStarted
                or CareEnded
                or LegalStatusChanged
                or PlacementStarted
                or PlacementMoved
                or PlacementBrokeDown
                or PlacementEnded
                or AbsenceStarted
                or AbsenceEnded;

    /// <summary>
    /// A fact has happened. The return lets dates run to the end of the collection year, so an entry made ahead of a planned move is taken;
    /// at the end of March, for a few weeks into the next year. One beyond that is not.
    /// </summary>
    public static void CheckFuture(StandingFact standing, DateOnly today, List<Finding> findings)
    {
        var yearEnd = new DateOnly(today.Month >= 4 ? today.Year + 1 : today.Year, 3, 31);
        var soon = today.Plus(DaysAhead);
        var last = yearEnd > soon ? yearEnd : soon;
        if (standing.Fact.EffectiveOn > last)
            findings.Add(
                AfterYearEnd.Broken(
                    standing.Fact.EffectiveOn,
                    $"{standing.Fact.EffectiveOn:yyyy-MM-dd} lies too far ahead (the last day taken is {last:yyyy-MM-dd}): record what has happened.",
                    standing.EntryId
                )
            );
    }
}
