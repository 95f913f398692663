namespace Placements.Tests.Domain;

internal static class PlacementRuleStories
{
    public static RuleStory[] All =>
        [
            new(
                "placement_overlaps",
                "2024-06-01",
                [.. RuleStory.InCare, Placed("2024-06-01", "B")],
                [.. RuleStory.InCare, Ended("2024-06-01", "A"), Placed("2024-06-01", "B")]
            ),
            new(
                "move_from_placement_left",
                "2024-07-01",
                [.. RuleStory.InCare, Ended("2024-06-01", "A"), Moved("2024-07-01", "A", "B")],
                [.. RuleStory.InCare, Moved("2024-07-01", "A", "B")]
            ),
            new(
                "end_of_placement_left",
                "2024-07-01",
                [.. RuleStory.InCare, Moved("2024-06-01", "A", "B"), BrokeDown("2024-07-01", "A")],
                [.. RuleStory.InCare, Moved("2024-06-01", "A", "B"), BrokeDown("2024-07-01", "B")]
            ),
            new(
                "end_of_placement_left",
                "2024-07-01",
                [.. RuleStory.InCare, LeftCare("2024-06-01"), Ended("2024-07-01", "A")],
                [.. RuleStory.InCare, LeftCare("2024-06-01"), Ended("2024-06-01", "A")]
            ),
            new(
                "placement_unknown",
                "2024-06-01",
                [.. RuleStory.InCare, Moved("2024-06-01", "Z", "B")],
                [.. RuleStory.InCare, Moved("2024-06-01", "A", "B")]
            ),
            new(
                "placement_unknown",
                "2023-12-31",
                [.. RuleStory.InCare, Ended("2023-12-31", "A")],
                [.. RuleStory.InCare, Ended("2024-01-02", "A")]
            ),
            new(
                "placement_unknown",
                "2024-06-01",
                [.. RuleStory.InCare, HomeChanged("2024-06-01", "Z")],
                [.. RuleStory.InCare, HomeChanged("2024-06-01", "A")]
            ),
            new(
                "placement_unknown",
                "2023-12-01",
                [.. RuleStory.InCare, Approved("2023-12-01", "Z")],
                [.. RuleStory.InCare, Approved("2023-12-01", "A")]
            ),
            new(
                "placement_unknown",
                "2024-01-02",
                [.. RuleStory.InCare, Told("2024-01-02", "Z", NotifiedParty.School)],
                [.. RuleStory.InCare, Told("2024-01-02", "A", NotifiedParty.School)]
            ),
            new(
                "placement_id_used_twice",
                "2024-07-01",
                [.. RuleStory.InCare, Moved("2024-06-01", "A", "B"), Moved("2024-07-01", "B", "A")],
                [.. RuleStory.InCare, Moved("2024-06-01", "A", "B"), Moved("2024-07-01", "B", "A again")]
            ),
            new(
                "placement_details_after_end",
                "2024-06-01",
                [.. RuleStory.InCare, Moved("2024-06-01", "A", "B"), HomeChanged("2024-06-01", "A")],
                [.. RuleStory.InCare, Moved("2024-06-01", "A", "B"), HomeChanged("2024-05-31", "A")]
            ),
            new("placement_outside_care", "2023-12-31", [Registered(), Placed("2023-12-31", "A")], RuleStory.InCare),
            new(
                "placement_under_a_day",
                "2024-01-01",
                [.. RuleStory.InCare, BrokeDown("2024-01-01", "A")],
                [.. RuleStory.InCare, BrokeDown("2024-01-02", "A")]
            ),
            new(
                "custody_move_under_10",
                "2024-06-01",
                [.. RuleStory.InCareBorn("2014-06-02"), Moved("2024-06-01", "A", Home("B"), planned: false, ChangeReason.Custody)],
                [.. RuleStory.InCareBorn("2014-06-01"), Moved("2024-06-01", "A", Home("B"), planned: false, ChangeReason.Custody)]
            ),
            new(
                "weekly_cost_negative",
                "2024-01-01",
                [Registered(), CameIntoCare("2024-01-01"), Placed("2024-01-01", Home("A") with { WeeklyCost = -1 })],
                [Registered(), CameIntoCare("2024-01-01"), Placed("2024-01-01", Home("A") with { WeeklyCost = 0 })]
            ),
            new(
                "weekly_cost_negative",
                "2024-06-01",
                [.. RuleStory.InCare, Moved("2024-06-01", "A", Home("B") with { WeeklyCost = -1 })],
                [.. RuleStory.InCare, Moved("2024-06-01", "A", Home("B") with { WeeklyCost = 1 })]
            ),
            new(
                "weekly_cost_negative",
                "2024-06-01",
                [.. RuleStory.InCare, HomeChanged("2024-06-01", "A") with { WeeklyCost = -1 }],
                [.. RuleStory.InCare, HomeChanged("2024-06-01", "A") with { WeeklyCost = 1 }]
            ),
            new(
                "weekly_cost_negative",
                "2024-01-02",
                [Registered(), Sought("2024-01-01", "search"), Offered("2024-01-02", "search", "offer") with { WeeklyCost = -1 }],
                [Registered(), Sought("2024-01-01", "search"), Offered("2024-01-02", "search", "offer") with { WeeklyCost = 1 }]
            ),
            new(
                "notice_negative",
                "2024-06-01",
                [.. RuleStory.InCare, BrokeDown("2024-06-01", "A") with { NoticeHours = -1 }],
                [.. RuleStory.InCare, BrokeDown("2024-06-01", "A") with { NoticeHours = 0 }]
            ),
            new(
                "notice_negative",
                "2024-06-01",
                [.. RuleStory.InCare, Moved("2024-06-01", "A", "B") with { NoticeHours = -1 }],
                [.. RuleStory.InCare, Moved("2024-06-01", "A", "B") with { NoticeHours = 28 * 24 }]
            ),
        ];
}
