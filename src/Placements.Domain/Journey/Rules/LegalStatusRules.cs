using Placements.Domain.Codes;

namespace Placements.Domain.Journey.Rules;

internal static class LegalStatusRules
{
    public static readonly Rule TooYoungForCourts = new("under_10_for_youth_justice", Severity.Refuse, "SSDA903 rule 358");

    public static readonly Rule PlacementOrderTooEarly = new("placement_order_before_2005", Severity.Refuse, "SSDA903 rule 446");

    public static readonly Rule FreeingOrderTooLate = new("freeing_order_after_2005", Severity.Flag, "SSDA903 rule 445 (withdrawn)");

    public static readonly Rule WithParentsVoluntary = new("with_parents_needs_an_order", Severity.Refuse, "SSDA903 rule 378");

    public static readonly Rule PoliceProtectionTooLong = new("police_protection_over_3_days", Severity.Flag, "SSDA903 rule 361");

    public static readonly Rule EmergencyOrderTooLong = new("emergency_order_over_21_days", Severity.Flag, "SSDA903 rule 362");

    public static readonly Rule AssessmentOrderTooLong = new("assessment_order_over_7_days", Severity.Flag, "SSDA903 rule 363");

    public static readonly Rule PaceTooLong = new("pace_over_21_days", Severity.Flag, "SSDA903 rule 364");

    private static readonly DateOnly PlacementOrdersBegan = new(2005, 12, 1);
    private static readonly DateOnly FreeingOrdersEnded = new(2005, 12, 31);

    public static void Check(CareJourney journey, List<Finding> findings)
    {
        var born = journey.Child?.DateOfBirth;
        foreach (var spell in journey.LegalStatuses)
        {
            if (IsYouthJustice(spell.Status) && born is { } dob && spell.StartedOn < Age.Birthday(dob, 10))
                findings.Add(
                    TooYoungForCourts.Broken(
                        spell.StartedOn,
                        $"{spell.Status.Label()} is only for a child of ten or older.",
                        spell.EntryIds[^1],
                        journey.Details[^1].EntryIds[^1]
                    )
                );
            if (spell.Status == LegalStatus.PlacementOrder && spell.StartedOn < PlacementOrdersBegan)
                findings.Add(
                    PlacementOrderTooEarly.Broken(
                        spell.StartedOn,
                        "There were no placement orders before 1 December 2005.",
                        spell.EntryIds[^1]
                    )
                );
            if (spell.Status == LegalStatus.FreeingOrder && spell.StartedOn > FreeingOrdersEnded)
                findings.Add(
                    FreeingOrderTooLate.Broken(
                        spell.StartedOn,
                        "No freeing order was made after 2005: check the status.",
                        spell.EntryIds[^1]
                    )
                );
            CheckLength(spell, findings);
        }

        foreach (var placement in journey.Placements)
        {
            if (placement.Facts.Kind == PlacementKind.WithParents)
                CheckWithParents(journey, placement, findings);
        }
    }

    private static bool IsYouthJustice(LegalStatus status) =>
        status is LegalStatus.Remand or LegalStatus.Pace or LegalStatus.YouthRehabilitationOrder;

    private static void CheckLength(LegalStatusSpell spell, List<Finding> findings)
    {
        (Rule Rule, int Days)? limit = spell.Status switch
        {
            LegalStatus.PoliceProtection => (PoliceProtectionTooLong, 3),
            LegalStatus.EmergencyProtectionOrder => (EmergencyOrderTooLong, 21),
            LegalStatus.ChildAssessmentOrder => (AssessmentOrderTooLong, 7),
            LegalStatus.Pace => (PaceTooLong, 21),
            _ => null,
        };
        if (limit is not var (rule, days))
            return;

        var over = spell.StartedOn.AddDays(days + 1);
        if (spell.EndedOn is null || spell.EndedOn >= over)
            findings.Add(
                rule.Broken(over, $"{spell.Status.Label()} has lasted more than {days} days: record what followed.", spell.EntryIds[^1])
            );
    }

    private static void CheckWithParents(CareJourney journey, Placement placement, List<Finding> findings)
    {
        foreach (var spell in journey.LegalStatuses)
        {
            var overlaps =
                spell.StartedOn < (placement.EndedOn ?? DateOnly.MaxValue) && placement.StartedOn < (spell.EndedOn ?? DateOnly.MaxValue);
            if (overlaps && spell.Status == LegalStatus.Voluntary)
            {
                findings.Add(
                    WithParentsVoluntary.Broken(
                        placement.StartedOn > spell.StartedOn ? placement.StartedOn : spell.StartedOn,
                        "A child placed with parents is under an order: a child accommodated voluntarily who goes home has left care.",
                        placement.EntryIds[0],
                        spell.EntryIds[^1]
                    )
                );
            }
        }
    }
}
