namespace Placements.Tests.Domain;

internal static class CareRuleStories
{
    public static RuleStory[] All =>
        [
            new(
                "already_in_care",
                "2024-06-01",
                [.. RuleStory.InCare, CameIntoCare("2024-06-01")],
                [.. RuleStory.InCare, LeftCare("2024-05-01"), CameIntoCare("2024-06-01")]
            ),
            new(
                "no_care_to_end",
                "2024-07-01",
                [.. RuleStory.InCare, LeftCare("2024-06-01"), LeftCare("2024-07-01")],
                [.. RuleStory.InCare, LeftCare("2024-06-01")]
            ),
            // Care lasts at least a day.
            new(
                "care_ended_before_it_began",
                "2024-01-01",
                [.. RuleStory.InCare, LeftCare("2024-01-01")],
                [.. RuleStory.InCare, LeftCare("2024-01-02")]
            ),
            new(
                "care_ended_before_it_began",
                "2023-06-01",
                [.. RuleStory.InCare, LeftCare("2023-06-01")],
                [.. RuleStory.InCare, LeftCare("2024-06-01")]
            ),
            new(
                "nothing_follows_death_or_adulthood",
                "2024-07-01",
                [.. RuleStory.InCare, LeftCare("2024-06-01", CareEndReason.Died), CameIntoCare("2024-07-01")],
                [.. RuleStory.InCare, LeftCare("2024-06-01"), CameIntoCare("2024-07-01")]
            ),
            new(
                "nothing_follows_death_or_adulthood",
                "2024-07-01",
                [.. RuleStory.InCare, LeftCare("2024-06-01", CareEndReason.AgeAssessedAdult), CameIntoCare("2024-07-01")],
                [.. RuleStory.InCare, LeftCare("2024-06-01", CareEndReason.Custody), CameIntoCare("2024-07-01")]
            ),
            new(
                "care_starts_at_18",
                "2024-05-14",
                [Registered(born: "2006-05-14"), CameIntoCare("2024-05-14")],
                [Registered(born: "2006-05-14"), CameIntoCare("2024-05-13")]
            ),
            // Born on 29 February: eighteen on 1 March.
            new(
                "care_starts_at_18",
                "2022-03-01",
                [Registered(born: "2004-02-29"), CameIntoCare("2022-03-01")],
                [Registered(born: "2004-02-29"), CameIntoCare("2022-02-28")]
            ),
            // An age assessment that finds an adult does not undo the care given until then.
            new(
                "care_starts_at_18",
                "2024-01-01",
                [.. RuleStory.InCare, DetailsChanged("2024-09-01", born: "2005-01-01", source: "age assessment")],
                [
                    .. RuleStory.InCare,
                    LeftCare("2024-09-01", CareEndReason.AgeAssessedAdult),
                    DetailsChanged("2024-09-01", born: "2005-01-01", source: "age assessment"),
                ]
            ),
            new(
                "in_care_past_18",
                "2024-05-14",
                [Registered(born: "2006-05-14"), CameIntoCare("2024-01-01")],
                [Registered(born: "2006-05-14"), CameIntoCare("2024-01-01"), LeftCare("2024-05-14", CareEndReason.Other)]
            ),
            new(
                "care_restarted_same_day",
                "2024-06-01",
                [.. RuleStory.InCare, LeftCare("2024-06-01"), CameIntoCare("2024-06-01")],
                [.. RuleStory.InCare, LeftCare("2024-06-01"), CameIntoCare("2024-06-02")]
            ),
            new(
                "care_after_adoption",
                "2025-06-01",
                [
                    Registered(),
                    CameIntoCare("2024-01-01"),
                    Placed("2024-01-01", Home("A", PlacementKind.AdoptivePlacement)),
                    LeftCare("2024-09-01", CareEndReason.AdoptedUnopposed),
                    CameIntoCare("2025-06-01"),
                ],
                [
                    Registered(),
                    CameIntoCare("2024-01-01"),
                    Placed("2024-01-01", Home("A", PlacementKind.AdoptivePlacement)),
                    LeftCare("2024-09-01", CareEndReason.AdoptedUnopposed),
                ]
            ),
            new(
                "legal_status_outside_care",
                "2023-12-31",
                [.. RuleStory.InCare, StatusBecame("2023-12-31", LegalStatus.CareOrder)],
                [.. RuleStory.InCare, StatusBecame("2024-01-01", LegalStatus.CareOrder)]
            ),
            new(
                "no_placement_recorded",
                "2024-06-01",
                [.. RuleStory.InCare, BrokeDown("2024-06-01", "A")],
                [.. RuleStory.InCare, BrokeDown("2024-06-01", "A"), Placed("2024-06-01", "B")]
            ),
            new(
                "no_placement_recorded",
                "2024-01-01",
                [Registered(), CameIntoCare("2024-01-01")],
                [Registered(), CameIntoCare("2024-01-01", LegalStatus.ShortBreaks)]
            ),
        ];
}
