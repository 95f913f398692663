using Placements.Domain.Codes;

namespace Placements.Domain.Journey.Rules;

internal static class AbsenceRules
{
    public static readonly Rule OutsideCare = new("absence_outside_care", Severity.Refuse, "SSDA903 rules 577, 578, 581");

    public static readonly Rule Overlaps = new("absence_overlaps", Severity.Refuse, "SSDA903 rule 574");

    public static readonly Rule EndsBeforeStart = new("absence_ended_before_it_began", Severity.Refuse, "SSDA903 rule 567");

    public static readonly Rule EndedAlready = new("absence_ended_already", Severity.Refuse, "SSDA903 rule 574");

    public static readonly Rule UnknownAbsence = new("absence_unknown", Severity.Refuse, "ours: an entry names an absence of the child");

    public static readonly Rule IdUsedTwice = new("absence_id_used_twice", Severity.Refuse, "ours: one id, one absence");

    public static readonly Rule HospitalTooLong = new("hospital_over_42_days", Severity.Flag, "SSDA903 rule 375");

    public static readonly Rule CarersHolidayTooLong = new("carers_holiday_over_21_days", Severity.Flag, "SSDA903 rule 376");

    public static readonly Rule TooManyCarersHolidays = new("carers_holiday_over_2_a_year", Severity.Flag, "SSDA903 rule 377");

    public static readonly Rule OtherTooLong = new("other_absence_over_7_days", Severity.Flag, "SSDA903 rule 379");

    public static void Check(CareJourney journey, List<Finding> findings)
    {
        if (journey.Absences.Count == 0)
            return;

        foreach (var absence in journey.Absences)
        {
            (Rule Rule, int Days)? limit = absence.Kind switch
            {
                AbsenceKind.Hospital => (HospitalTooLong, 42),
                AbsenceKind.CarersHoliday => (CarersHolidayTooLong, 21),
                AbsenceKind.OtherTemporary => (OtherTooLong, 7),
                _ => null,
            };
            if (limit is not var (rule, days))
                continue;

            var over = absence.StartedOn.Plus(days + 1);
            if (absence.EndedOn is null || absence.EndedOn >= over)
                findings.Add(
                    rule.Broken(
                        over,
                        $"The absence ({absence.Kind.Label()}) has lasted more than {days} days: for the return it is a placement of its own.",
                        absence.EntryIds[0]
                    )
                );
        }
        CheckHolidays(journey, findings);
    }

    /// <summary>Over a rolling twelve months: the return's own check looks only at the file it is given.</summary>
    private static void CheckHolidays(CareJourney journey, List<Finding> findings)
    {
        var holidays = journey.Absences.Where(absence => absence.Kind == AbsenceKind.CarersHoliday).ToList();
        for (var third = 2; third < holidays.Count; third++)
        {
            if (holidays[third].StartedOn < holidays[third - 2].StartedOn.YearLater())
                findings.Add(
                    TooManyCarersHolidays.Broken(
                        holidays[third].StartedOn,
                        "The carer's holiday was covered more than twice in twelve months.",
                        holidays[third].EntryIds[0]
                    )
                );
        }
    }
}
