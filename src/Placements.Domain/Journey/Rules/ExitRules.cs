using Placements.Domain.Codes;

namespace Placements.Domain.Journey.Rules;

/// <summary>How care may end, by age and by the placement it ended from.</summary>
internal static class ExitRules
{
    public static readonly Rule AdoptedAtEighteen = new("adopted_at_18", Severity.Refuse, "SSDA903 rule 386");

    public static readonly Rule AdoptedFromElsewhere = new("adopted_not_from_adoptive_placement", Severity.Refuse, "SSDA903 rule 390");

    public static readonly Rule StaysBeforeEighteen = new(
        "stays_with_carers_before_18",
        Severity.Refuse,
        "SSDA903 rule 460; When I Am Ready 2016"
    );

    public static readonly Rule GuardianNotFosterCarer = new("guardian_was_not_foster_carer", Severity.Refuse, "SSDA903 rule 516");

    public static readonly Rule GuardianshipAtEighteen = new("guardianship_at_18", Severity.Flag, "SSDA903 rule 407");

    public static readonly Rule IndependentTooYoung = new("independent_before_14", Severity.Flag, "SSDA903 rule 387");

    public static readonly Rule AdultServicesTooYoung = new("adult_services_before_16", Severity.Flag, "SSDA903 rule 389");

    public static void Check(CareJourney journey, List<Finding> findings)
    {
        foreach (var period in journey.PeriodsOfCare)
        {
            if (period is not { EndedOn: { } ended, EndReason: { } reason })
                continue;

            if (journey.Child?.DateOfBirth is { } born)
                CheckAge(period, ended, reason, born, findings);
            CheckHome(journey, period, ended, reason, findings);
        }
    }

    private static void CheckAge(PeriodOfCare period, DateOnly ended, CareEndReason reason, DateOnly born, List<Finding> findings)
    {
        var eighteenth = Age.Birthday(born, 18);
        switch (reason)
        {
            case CareEndReason.AdoptedUnopposed or CareEndReason.AdoptedConsentDispensed when ended >= eighteenth:
                Add(AdoptedAtEighteen, "Nobody is adopted as a child at 18 or over.");
                break;
            // In Wales care stops on the day before the 18th birthday (census guidance 2018-19), so that day counts.
            case CareEndReason.StayedWithCarers or CareEndReason.WhenIAmReady when ended < eighteenth.AddDays(-1):
                Add(StaysBeforeEighteen, "Staying with the carers as an adult begins at 18.");
                break;
            case CareEndReason.SpecialGuardianshipFormerFosterCarer or CareEndReason.SpecialGuardianshipOther when ended >= eighteenth:
                Add(GuardianshipAtEighteen, "Special guardianship is for a child under 18.");
                break;
            case CareEndReason.IndependentLivingSupported or CareEndReason.IndependentLivingUnsupported when ended < Age.Birthday(born, 14):
                Add(IndependentTooYoung, "Independent living is not expected before the age of 14.");
                break;
            case CareEndReason.AdultSocialServices when ended < Age.Birthday(born, 16):
                Add(AdultServicesTooYoung, "A move to adult social services is not expected before the age of 16.");
                break;
        }

        void Add(Rule rule, string message) => findings.Add(rule.Broken(ended, message, period.EntryIds[^1]));
    }

    /// <summary>Where no placement is recorded at the end of care, there is nothing to hold against the reason.</summary>
    private static void CheckHome(CareJourney journey, PeriodOfCare period, DateOnly ended, CareEndReason reason, List<Finding> findings)
    {
        if (journey.Placements.LastOrDefault(placement => placement.EndedOn == ended && placement.StartedOn < ended) is not { } last)
            return;

        if (
            reason is CareEndReason.AdoptedUnopposed or CareEndReason.AdoptedConsentDispensed
            && last.Facts.Kind != PlacementKind.AdoptivePlacement
        )
            findings.Add(
                AdoptedFromElsewhere.Broken(
                    ended,
                    "A child is adopted from a placement for adoption: record that placement, or another reason.",
                    period.EntryIds[^1],
                    last.EntryIds[0]
                )
            );
        if (
            reason == CareEndReason.SpecialGuardianshipFormerFosterCarer
            && last.Facts.Kind is not (PlacementKind.FosterCare or PlacementKind.KinshipFosterCare)
        )
            findings.Add(
                GuardianNotFosterCarer.Broken(
                    ended,
                    "The guardian was not the child's foster carer: the child was placed elsewhere when care ended.",
                    period.EntryIds[^1],
                    last.EntryIds[0]
                )
            );
    }
}
