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
                        journey.BirthSaidBy
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
        }
        foreach (var run in Runs(journey.LegalStatuses))
            CheckLength(run, findings);

        foreach (var placement in journey.Placements)
        {
            foreach (var stretch in placement.StretchesOf(facts => facts.Kind))
            {
                if (stretch.Facts.Kind == PlacementKind.WithParents)
                    CheckWithParents(journey, stretch, findings);
            }
        }
    }

    /// <summary>The limits are of a continuous run: an order that is renewed goes on (SSDA903 rules 361-364).</summary>
    private static List<LegalStatusSpell> Runs(IReadOnlyList<LegalStatusSpell> spells)
    {
        var runs = new List<LegalStatusSpell>(spells.Count);
        foreach (var spell in spells)
        {
            if (runs.Count > 0 && runs[^1].Status == spell.Status && runs[^1].EndedOn == spell.StartedOn)
                runs[^1] = runs[^1] with { EndedOn = spell.EndedOn };
            else
                runs.Add(spell);
        }
        return runs;
    }

    private static bool IsYouthJustice(LegalStatus status) =>
        status is LegalStatus.Remand or LegalStatus.Pace or LegalStatus.YouthRehabilitationOrder;

    private static void CheckLength(LegalStatusSpell run, List<Finding> findings)
    {
        (Rule Rule, int Days)? limit = run.Status switch
        {
            LegalStatus.PoliceProtection => (PoliceProtectionTooLong, 3),
            LegalStatus.EmergencyProtectionOrder => (EmergencyOrderTooLong, 21),
            LegalStatus.ChildAssessmentOrder => (AssessmentOrderTooLong, 7),
            LegalStatus.Pace => (PaceTooLong, 21),
            _ => null,
        };
        if (limit is not var (rule, days))
            return;

        var over = run.StartedOn.Plus(days + 1);
        if (run.EndedOn is null || run.EndedOn >= over)
            findings.Add(
                rule.Broken(over, $"{run.Status.Label()} has lasted more than {days} days: record what followed.", run.EntryIds[^1])
            );
    }

    private static void CheckWithParents(CareJourney journey, PlacementStretch stretch, List<Finding> findings)
    {
        foreach (var spell in journey.LegalStatuses)
        {
            var overlaps =
                spell.StartedOn < (stretch.EndedOn ?? DateOnly.MaxValue) && stretch.StartedOn < (spell.EndedOn ?? DateOnly.MaxValue);
            if (overlaps && spell.Status == LegalStatus.Voluntary)
            {
                findings.Add(
                    WithParentsVoluntary.Broken(
                        stretch.StartedOn > spell.StartedOn ? stretch.StartedOn : spell.StartedOn,
                        "A child placed with parents is under an order: a child accommodated voluntarily who goes home has left care.",
                        stretch.SaidBy,
                        spell.EntryIds[^1]
                    )
                );
            }
        }
    }
}
