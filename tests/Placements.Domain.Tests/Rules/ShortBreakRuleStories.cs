namespace Placements.Tests.Domain;

/// <summary>The limits are the Welsh ones: four weeks a break, 120 days in any twelve months (CPPCR 2015 reg. 62).</summary>
internal static class ShortBreakRuleStories
{
    private static ChildEvent[] OnABreak => [Registered(), CameIntoCare("2024-01-01", LegalStatus.ShortBreaks), Placed("2024-01-01", "A")];

    public static RuleStory[] All =>
        [
            new(
                "short_break_over_4_weeks",
                "2024-01-30",
                [Registered(), CameIntoCare("2024-01-01", LegalStatus.ShortBreaks), LeftCare("2024-01-30"), Placed("2024-01-01", "A")],
                [.. OnABreak, LeftCare("2024-01-29")]
            ),
            new("short_break_over_4_weeks", "2024-01-30", OnABreak, [.. OnABreak, LeftCare("2024-01-10")]),
            // Four breaks of 28 days make 112; a fifth of 8 days makes 120, and of 9 days 121.
            new(
                "short_breaks_over_120_days",
                "2024-09-10",
                [Registered(), .. FourLongBreaks, .. Break("2024-09-01", "2024-09-10")],
                [Registered(), .. FourLongBreaks, .. Break("2024-09-01", "2024-09-09")]
            ),
            // Any twelve months: what lies before them does not count.
            new(
                "short_breaks_over_120_days",
                "2025-01-16",
                [Registered(), .. FourLongBreaks, .. Break("2024-12-20", "2025-01-16")],
                [Registered(), .. FourLongBreaks, .. Break("2025-01-20", "2025-02-09")]
            ),
            new(
                "move_inside_short_break",
                "2024-01-10",
                [.. OnABreak, Moved("2024-01-10", "A", "B")],
                [.. OnABreak, LeftCare("2024-01-10"), CameIntoCare("2024-02-01", LegalStatus.ShortBreaks), Placed("2024-02-01", "B")]
            ),
            new(
                "short_break_in_long_term_fostering",
                "2024-01-01",
                [
                    Registered(),
                    CameIntoCare("2024-01-01", LegalStatus.ShortBreaks),
                    Placed("2024-01-01", Home("A") with { Fostering = new FosteringApproval { LongTerm = true } }),
                ],
                [
                    Registered(),
                    CameIntoCare("2024-01-01", LegalStatus.ShortBreaks),
                    Placed("2024-01-01", Home("A") with { Fostering = new FosteringApproval { AlsoApprovedToAdopt = true } }),
                ]
            ),
            new(
                "absence_inside_short_break",
                "2024-01-10",
                [.. OnABreak, Away("2024-01-10", "op")],
                [.. OnABreak, Away("2024-01-10", "gone", AbsenceKind.Missing)]
            ),
        ];

    private static ChildEvent[] FourLongBreaks =>
        [
            .. Break("2024-01-15", "2024-02-12"),
            .. Break("2024-03-01", "2024-03-29"),
            .. Break("2024-05-01", "2024-05-29"),
            .. Break("2024-07-01", "2024-07-29"),
        ];

    private static ChildEvent[] Break(string from, string to) =>
        [CameIntoCare(from, LegalStatus.ShortBreaks), Placed(from, $"break {from}"), LeftCare(to)];
}
