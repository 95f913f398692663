using Placements.Domain.Codes;

namespace Placements.Domain.Journey.Rules;

/// <summary>
/// A series of short breaks: recorded as care under the status <c>short_breaks</c>, one period a break, and left out of every headline
/// figure. A Welsh authority's have the Welsh limits (CPPCR 2015 reg. 62); England's 17 and 75 days are checked on its return.
/// </summary>
internal static class ShortBreakRules
{
    private const int LongestBreak = 28;
    private const int MostDays = 120;

    public static readonly Rule BreakTooLong = new("short_break_over_4_weeks", Severity.Flag, "CPPCR 2015 reg. 62");

    public static readonly Rule TooManyDays = new("short_breaks_over_120_days", Severity.Flag, "CPPCR 2015 reg. 62");

    public static readonly Rule MoveInside = new("move_inside_short_break", Severity.Refuse, "SSDA903 rule 366");

    public static readonly Rule LongTermFostering = new("short_break_in_long_term_fostering", Severity.Refuse, "SSDA903 rule 384");

    public static readonly Rule AbsenceInside = new("absence_inside_short_break", Severity.Refuse, "SSDA903 rule 382");

    public static void Check(CareJourney journey, List<Finding> findings)
    {
        var breaks = journey.LegalStatuses.Where(spell => spell.Status == LegalStatus.ShortBreaks).ToList();
        if (breaks.Count == 0)
            return;

        var welsh = Authorities.IsWelsh(journey.Child?.ResponsibleAuthority ?? "");
        foreach (var taken in breaks)
            CheckBreak(journey, taken, welsh, findings);
        if (welsh)
            CheckTotal(breaks, findings);
    }

    private static void CheckBreak(CareJourney journey, LegalStatusSpell taken, bool welsh, List<Finding> findings)
    {
        var end = taken.EndedOn ?? DateOnly.MaxValue;
        foreach (var placement in journey.Placements)
        {
            if (placement.StartedOn < taken.StartedOn || placement.StartedOn >= end)
                continue;

            // The stretch of care may have placements one after the other only when each is a break of its own.
            if (placement.EndedHow == EndedHow.Moved && placement.EndedOn < end)
                findings.Add(
                    MoveInside.Broken(
                        placement.EndedOn.Value,
                        "A child does not move inside a short break: each break is one stay with one carer.",
                        placement.EndSaidBy,
                        taken.EntryIds[0]
                    )
                );
            if (placement.Facts.Fostering is { LongTerm: true })
                findings.Add(
                    LongTermFostering.Broken(
                        placement.StartedOn,
                        "A short break is not a long-term foster placement.",
                        placement.EntryIds[0],
                        taken.EntryIds[0]
                    )
                );
            if (welsh && (placement.EndedOn is null || placement.EndedOn > placement.StartedOn.Plus(LongestBreak)))
                findings.Add(
                    BreakTooLong.Broken(
                        placement.StartedOn.Plus(LongestBreak + 1),
                        "A single short break lasts at most four weeks; longer than that the child is looked after in the ordinary way.",
                        placement.EntryIds[0]
                    )
                );
        }
        foreach (var absence in journey.Absences)
        {
            if (absence.IsTemporary && absence.StartedOn >= taken.StartedOn && absence.StartedOn < end)
                findings.Add(
                    AbsenceInside.Broken(
                        absence.StartedOn,
                        "A temporary absence is not recorded inside a short break.",
                        absence.EntryIds[0],
                        taken.EntryIds[0]
                    )
                );
        }
    }

    /// <summary>Counts closed breaks over every twelve months that end with one of them.</summary>
    private static void CheckTotal(List<LegalStatusSpell> breaks, List<Finding> findings)
    {
        foreach (var last in breaks)
        {
            if (last.EndedOn is not { } end)
                continue;

            var from = end.YearEarlier();
            var days = breaks.Sum(taken => DaysWithin(taken, from, end));
            if (days > MostDays && breaks.Count > 1)
                findings.Add(
                    TooManyDays.Broken(
                        end,
                        $"Short breaks add up to {days} days in twelve months; the limit is {MostDays}.",
                        last.EntryIds[0]
                    )
                );
        }
    }

    private static int DaysWithin(LegalStatusSpell taken, DateOnly from, DateOnly to)
    {
        var start = taken.StartedOn > from ? taken.StartedOn : from;
        var end = taken.EndedOn < to ? taken.EndedOn.Value : to;
        return Math.Max(0, end.DayNumber - start.DayNumber);
    }
}
