using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Domain.Journey.Rules;

internal static class CareRules
{
    public static readonly Rule AlreadyInCare = new("already_in_care", Severity.Refuse, "SSDA903 rules 142, 501");

    public static readonly Rule NoCareToEnd = new("no_care_to_end", Severity.Refuse, "SSDA903 rule 148");

    public static readonly Rule EndedBeforeItBegan = new(
        "care_ended_before_it_began",
        Severity.Refuse,
        "SSDA903 rules 355, 356; SSWBA s74"
    );

    public static readonly Rule NothingAfterEnd = new("nothing_follows_death_or_adulthood", Severity.Refuse, "SSDA903 rule 437");

    public static readonly Rule StartsAtEighteen = new("care_starts_at_18", Severity.Refuse, "SSDA903 rule 352");

    public static readonly Rule PastEighteen = new("in_care_past_18", Severity.Flag, "SSDA903 rule 359; Welsh census guidance 2018-19");

    public static readonly Rule RestartedSameDay = new("care_restarted_same_day", Severity.Flag, "SSDA903 rule 431");

    public static readonly Rule AfterAdoption = new("care_after_adoption", Severity.Flag, "SSDA903 rule 199");

    public static readonly Rule LegalStatusOutsideCare = new(
        "legal_status_outside_care",
        Severity.Flag,
        "ours: care and status hang together"
    );

    public static readonly Rule NoPlacement = new("no_placement_recorded", Severity.Flag, "ours: a looked-after child lives somewhere");

    public static void CheckRestart(PeriodOfCare last, Guid entryId, CareStarted fact, List<Finding> findings)
    {
        if (last.EndReason is CareEndReason.Died or CareEndReason.AgeAssessedAdult)
            findings.Add(
                NothingAfterEnd.Broken(
                    fact.EffectiveOn,
                    $"Care ended on {last.EndedOn:yyyy-MM-dd} because: {last.EndReason.Value.Label()}. It cannot start again.",
                    entryId,
                    last.EntryIds[^1]
                )
            );
        if (last.EndReason is CareEndReason.AdoptedUnopposed or CareEndReason.AdoptedConsentDispensed)
            findings.Add(
                AfterAdoption.Broken(
                    fact.EffectiveOn,
                    "Care starts again after an adoption: a new identity may be needed.",
                    entryId,
                    last.EntryIds[^1]
                )
            );
        if (last.EndedOn == fact.EffectiveOn)
            findings.Add(
                RestartedSameDay.Broken(
                    fact.EffectiveOn,
                    "Care ended and started again on one day: for the return that is one unbroken period.",
                    entryId,
                    last.EntryIds[^1]
                )
            );
    }

    public static void Check(CareJourney journey, List<Finding> findings)
    {
        if (journey.Child?.DateOfBirth is { } born)
            CheckAge(journey, Age.Birthday(born, 18), findings);

        foreach (var period in journey.PeriodsOfCare)
            CheckPlaced(journey, period, findings);
    }

    private static void CheckAge(CareJourney journey, DateOnly eighteenth, List<Finding> findings)
    {
        foreach (var period in journey.PeriodsOfCare)
        {
            // Looked after as a child until the assessment: the birth date that it found does not undo that (SSDA903 exit E15).
            if (period.EndReason == CareEndReason.AgeAssessedAdult)
                continue;

            if (period.StartedOn >= eighteenth && period.BeganEarlier is null)
                findings.Add(
                    StartsAtEighteen.Broken(
                        period.StartedOn,
                        "A period of care cannot begin on or after the 18th birthday.",
                        period.EntryIds[0],
                        journey.BirthSaidBy
                    )
                );
            else if (period.EndedOn is null || period.EndedOn > eighteenth)
                findings.Add(
                    PastEighteen.Broken(
                        eighteenth,
                        "The child is recorded as looked after past the 18th birthday: record how care ended.",
                        period.EntryIds[0]
                    )
                );
        }
    }

    /// <summary>Finds the first day of a period of care on which no placement is recorded. A series of short breaks has such days by nature.</summary>
    private static void CheckPlaced(CareJourney journey, PeriodOfCare period, List<Finding> findings)
    {
        if (period.LegalStatusAtStart == LegalStatus.ShortBreaks)
            return;

        var day = period.StartedOn;
        foreach (var placement in journey.Placements)
        {
            if (placement.StartedOn > day)
                break;
            if (placement.EndedOn is null || placement.EndedOn > day)
                day = placement.EndedOn ?? DateOnly.MaxValue;
        }
        if (day < (period.EndedOn ?? DateOnly.MaxValue))
            findings.Add(
                NoPlacement.Broken(day, $"The child is looked after on {day:yyyy-MM-dd}, but no placement is recorded.", period.EntryIds[0])
            );
    }
}
