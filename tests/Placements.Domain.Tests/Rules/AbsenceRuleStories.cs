namespace Placements.Tests.Domain;

internal static class AbsenceRuleStories
{
    public static RuleStory[] All =>
        [
            new(
                "absence_outside_care",
                "2023-12-31",
                [.. RuleStory.InCare, Away("2023-12-31", "op")],
                [.. RuleStory.InCare, Away("2024-01-01", "op")]
            ),
            new(
                "absence_overlaps",
                "2024-02-10",
                [.. RuleStory.InCare, Away("2024-02-01", "op"), Away("2024-02-10", "trip", AbsenceKind.ChildsHoliday)],
                // A child may go missing from hospital.
                [.. RuleStory.InCare, Away("2024-02-01", "op"), Away("2024-02-10", "gone", AbsenceKind.Missing)]
            ),
            new(
                "absence_overlaps",
                "2024-02-10",
                [.. RuleStory.InCare, Away("2024-02-10", "2nd", AbsenceKind.Missing), Away("2024-02-01", "1st", AbsenceKind.Missing)],
                [
                    .. RuleStory.InCare,
                    Away("2024-02-01", "1st", AbsenceKind.Missing),
                    Away("2024-02-10", "2nd", AbsenceKind.AwayWithoutAuthorisation),
                    Back("2024-02-10", "1st"),
                ]
            ),
            new(
                "absence_ended_before_it_began",
                "2024-01-31",
                [.. RuleStory.InCare, Away("2024-02-01", "op"), Back("2024-01-31", "op")],
                [.. RuleStory.InCare, Away("2024-02-01", "op"), Back("2024-02-01", "op")]
            ),
            new(
                "absence_ended_before_it_began",
                "2024-02-01",
                [.. RuleStory.InCare, Away("2024-02-01", "gone", AbsenceKind.Missing, "20:00"), Back("2024-02-01", "gone", "19:59")],
                [.. RuleStory.InCare, Away("2024-02-01", "gone", AbsenceKind.Missing, "20:00"), Back("2024-02-01", "gone", "20:00")]
            ),
            new(
                "absence_ended_already",
                "2024-02-10",
                [.. RuleStory.InCare, Away("2024-02-01", "op"), Back("2024-02-05", "op"), Back("2024-02-10", "op")],
                [.. RuleStory.InCare, Away("2024-02-01", "op"), Back("2024-02-05", "op")]
            ),
            new(
                "absence_ended_already",
                "2024-02-12",
                [
                    .. RuleStory.InCare,
                    Away("2024-02-01", "op"),
                    Moved("2024-02-05", "A", "B"),
                    Back("2024-02-10", "op"),
                    Back("2024-02-12", "op"),
                ],
                [.. RuleStory.InCare, Away("2024-02-01", "op"), Moved("2024-02-05", "A", "B"), Back("2024-02-10", "op")]
            ),
            new(
                "absence_unknown",
                "2024-02-05",
                [.. RuleStory.InCare, Back("2024-02-05", "op")],
                [.. RuleStory.InCare, Away("2024-02-01", "op"), Back("2024-02-05", "op")]
            ),
            new(
                "absence_id_used_twice",
                "2024-03-01",
                [.. RuleStory.InCare, Away("2024-02-01", "op"), Back("2024-02-05", "op"), Away("2024-03-01", "op")],
                [.. RuleStory.InCare, Away("2024-02-01", "op"), Back("2024-02-05", "op"), Away("2024-03-01", "op 2")]
            ),
            Lasting("hospital_over_42_days", AbsenceKind.Hospital, "2024-03-15", "2024-03-14"),
            Lasting("carers_holiday_over_21_days", AbsenceKind.CarersHoliday, "2024-02-23", "2024-02-22"),
            Lasting("other_absence_over_7_days", AbsenceKind.OtherTemporary, "2024-02-09", "2024-02-08"),
            new(
                "hospital_over_42_days",
                "2024-03-15",
                [.. RuleStory.InCare, Away("2024-02-01", "op")],
                [.. RuleStory.InCare, Away("2024-02-01", "trip", AbsenceKind.ChildsHoliday)]
            ),
            new(
                "carers_holiday_over_2_a_year",
                "2025-02-03",
                [.. ThreeHolidays("2024-02-04", "2024-08-01", "2025-02-03")],
                [.. ThreeHolidays("2024-02-03", "2024-08-01", "2025-02-03")]
            ),
        ];

    private static RuleStory Lasting(string code, AbsenceKind kind, string tooLong, string longest) =>
        new(
            code,
            tooLong,
            [.. RuleStory.InCare, Back(tooLong, "away"), Away("2024-02-01", "away", kind)],
            [.. RuleStory.InCare, Away("2024-02-01", "away", kind), Back(longest, "away")]
        );

    private static ChildEvent[] ThreeHolidays(string first, string second, string third) =>
        [
            .. RuleStory.InCare,
            Away(first, "1", AbsenceKind.CarersHoliday),
            Back(first, "1"),
            Away(second, "2", AbsenceKind.CarersHoliday),
            Back(second, "2"),
            Away(third, "3", AbsenceKind.CarersHoliday),
        ];
}
