namespace Placements.Tests.Domain;

internal static class LegalStatusRuleStories
{
    public static RuleStory[] All =>
        [
            .. new[] { LegalStatus.Remand, LegalStatus.Pace, LegalStatus.YouthRehabilitationOrder }.Select(status => new RuleStory(
                "under_10_for_youth_justice",
                "2022-05-13",
                [Registered(), CameIntoCare("2022-05-13", status)],
                [Registered(), CameIntoCare("2022-05-14", status)]
            )),
            new(
                "placement_order_before_2005",
                "2005-11-30",
                [Registered(born: "2000-01-01"), CameIntoCare("2005-11-30", LegalStatus.PlacementOrder)],
                [Registered(born: "2000-01-01"), CameIntoCare("2005-12-01", LegalStatus.PlacementOrder)]
            ),
            new(
                "freeing_order_after_2005",
                "2006-01-01",
                [Registered(born: "2000-01-01"), CameIntoCare("2006-01-01", LegalStatus.FreeingOrder)],
                [Registered(born: "2000-01-01"), CameIntoCare("2005-12-31", LegalStatus.FreeingOrder)]
            ),
            // A child accommodated voluntarily who goes home has left care.
            new(
                "with_parents_needs_an_order",
                "2024-06-01",
                [
                    Registered(),
                    CameIntoCare("2024-01-01", LegalStatus.Voluntary),
                    Placed("2024-01-01", "A"),
                    Moved("2024-06-01", "A", WithParents("parents")),
                ],
                [.. RuleStory.InCare, Moved("2024-06-01", "A", WithParents("parents"))]
            ),
            new(
                "with_parents_needs_an_order",
                "2024-09-01",
                [.. RuleStory.InCare, Moved("2024-06-01", "A", WithParents("parents")), StatusBecame("2024-09-01", LegalStatus.Voluntary)],
                [
                    .. RuleStory.InCare,
                    Moved("2024-06-01", "A", WithParents("parents")),
                    Moved("2024-09-01", "parents", "B"),
                    StatusBecame("2024-09-01", LegalStatus.Voluntary),
                ]
            ),
            // Judged by what the home was while the status held, not by what it became.
            new(
                "with_parents_needs_an_order",
                "2024-02-01",
                [
                    Registered(),
                    CameIntoCare("2024-01-01", LegalStatus.Voluntary),
                    Placed("2024-01-01", Home("mother", PlacementKind.KinshipFosterCare)),
                    HomeChanged("2024-02-01", "mother") with
                    {
                        Kind = PlacementKind.WithParents,
                        Sector = Sector.Parent,
                    },
                ],
                [
                    Registered(),
                    CameIntoCare("2024-01-01", LegalStatus.Voluntary),
                    StatusBecame("2024-02-01", LegalStatus.CareOrder),
                    Placed("2024-01-01", Home("mother", PlacementKind.KinshipFosterCare)),
                    HomeChanged("2024-02-01", "mother") with
                    {
                        Kind = PlacementKind.WithParents,
                        Sector = Sector.Parent,
                    },
                ]
            ),
            .. Limit("police_protection_over_3_days", LegalStatus.PoliceProtection, "2024-01-05", "2024-01-04"),
            .. Limit("emergency_order_over_21_days", LegalStatus.EmergencyProtectionOrder, "2024-01-23", "2024-01-22"),
            .. Limit("assessment_order_over_7_days", LegalStatus.ChildAssessmentOrder, "2024-01-09", "2024-01-08"),
            .. Limit("pace_over_21_days", LegalStatus.Pace, "2024-01-23", "2024-01-22"),
            // An order that is renewed goes on.
            new(
                "emergency_order_over_21_days",
                "2024-01-23",
                [
                    Registered(),
                    StatusBecame("2024-01-09", LegalStatus.EmergencyProtectionOrder),
                    StatusBecame("2024-01-23", LegalStatus.CareOrder),
                    CameIntoCare("2024-01-01", LegalStatus.EmergencyProtectionOrder),
                ],
                [
                    Registered(),
                    CameIntoCare("2024-01-01", LegalStatus.EmergencyProtectionOrder),
                    StatusBecame("2024-01-09", LegalStatus.EmergencyProtectionOrder),
                    StatusBecame("2024-01-16", LegalStatus.CareOrder),
                ]
            ),
        ];

    /// <summary>Under the status from 1 January: too long when it lasts to the first day, or is never followed; not when to the second.</summary>
    private static RuleStory[] Limit(string code, LegalStatus status, string tooLong, string lastDay) =>
        [
            new(
                code,
                tooLong,
                [Registered(), StatusBecame(tooLong, LegalStatus.CareOrder), CameIntoCare("2024-01-01", status)],
                [Registered(), StatusBecame(lastDay, LegalStatus.CareOrder), CameIntoCare("2024-01-01", status)]
            ),
            new(
                code,
                tooLong,
                [Registered(), CameIntoCare("2024-01-01", status)],
                [Registered(), CameIntoCare("2024-01-01", status), LeftCare(lastDay)]
            ),
        ];
}
