namespace Placements.Tests.Domain;

internal static class ReferralRuleStories
{
    private static ChildEvent[] Searching => [Registered(), Sought("2024-01-01", "search")];

    public static RuleStory[] All =>
        [
            new(
                "referral_id_used_twice",
                "2024-01-03",
                [.. Searching, Offered("2024-01-02", "search", "offer"), Offered("2024-01-03", "search", "offer")],
                [.. Searching, Offered("2024-01-02", "search", "offer"), Offered("2024-01-03", "search", "second offer")]
            ),
            new(
                "search_ended_before_it_began",
                "2024-01-01",
                [.. Searching, Offered("2024-01-02", "search", "offer"), Declined("2024-01-01", "offer")],
                [.. Searching, Offered("2024-01-02", "search", "offer"), Declined("2024-01-02", "offer")]
            ),
            new(
                "search_ended_before_it_began",
                "2023-12-31",
                [.. Searching, Closed("2023-12-31", "search", ReferralOutcome.Withdrawn)],
                [.. Searching, Closed("2024-01-01", "search", ReferralOutcome.Withdrawn)]
            ),
            new(
                "referral_number_negative",
                "2024-01-01",
                [Registered(), Sought("2024-01-01", "search") with { SiblingsToPlaceTogether = -1 }],
                [Registered(), Sought("2024-01-01", "search") with { SiblingsToPlaceTogether = 0 }]
            ),
            new(
                "referral_number_negative",
                "2024-01-01",
                [.. Searching, Offered("2024-01-02", "search", "offer") with { WeeklyCost = -1 }],
                [.. Searching, Offered("2024-01-02", "search", "offer") with { WeeklyCost = 0 }]
            ),
            new(
                "referral_unknown",
                "2024-01-02",
                [.. Searching, Asked("2024-01-02", "another", "Provider")],
                [.. Searching, Asked("2024-01-02", "search", "Provider")]
            ),
            new(
                "referral_unknown",
                "2024-01-02",
                [.. Searching, Offered("2024-01-02", "another", "offer")],
                [.. Searching, Offered("2024-01-02", "search", "offer")]
            ),
            new(
                "referral_unknown",
                "2024-01-03",
                [.. Searching, Offered("2024-01-02", "search", "offer"), Declined("2024-01-03", "another")],
                [.. Searching, Offered("2024-01-02", "search", "offer"), Declined("2024-01-03", "offer")]
            ),
            new(
                "referral_unknown",
                "2024-01-03",
                [.. Searching, Offered("2024-01-02", "search", "offer"), Withdrawn("2024-01-03", "another")],
                [.. Searching, Offered("2024-01-02", "search", "offer"), Withdrawn("2024-01-03", "offer")]
            ),
            new(
                "referral_unknown",
                "2024-01-03",
                [.. Searching, Closed("2024-01-03", "another", ReferralOutcome.NothingFound)],
                [.. Searching, Closed("2024-01-03", "search", ReferralOutcome.NothingFound)]
            ),
            new(
                "referral_id_used_twice",
                "2024-02-01",
                [.. Searching, Sought("2024-02-01", "search")],
                [.. Searching, Sought("2024-02-01", "second search")]
            ),
            new(
                "referral_closed_already",
                "2024-02-01",
                [
                    .. Searching,
                    Closed("2024-01-03", "search", ReferralOutcome.Withdrawn),
                    Closed("2024-02-01", "search", ReferralOutcome.Placed),
                ],
                [.. Searching, Closed("2024-01-03", "search", ReferralOutcome.Placed)]
            ),
        ];
}
