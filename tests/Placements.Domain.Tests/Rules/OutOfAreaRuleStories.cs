namespace Placements.Tests.Domain;

internal static class OutOfAreaRuleStories
{
    private const string Newport = "W06000022";
    private const string Bristol = "E06000023";

    private static PlacementFacts InNewport => Home("B", host: Newport) with { OutOfCountyReason = OutOfCountyReason.FamilyOrKin };

    public static RuleStory[] All =>
        [
            new(
                "host_authority_missing",
                "2024-06-01",
                [.. RuleStory.InCare, Moved("2024-06-01", "A", Home("B", host: null))],
                [.. RuleStory.InCare, Moved("2024-06-01", "A", Home("B"))]
            ),
            // Scotland has no list of ours to name the authority from.
            new(
                "host_authority_missing",
                "2024-06-01",
                [.. RuleStory.InCare, Moved("2024-06-01", "A", Home("B", host: null) with { Country = Country.England })],
                [.. RuleStory.InCare, Moved("2024-06-01", "A", Home("B", host: null) with { Country = Country.Scotland })]
            ),
            new(
                "host_authority_missing",
                "2024-01-01",
                [Registered(), CameIntoCare("2024-01-01"), Placed("2024-01-01", Home("A", host: null))],
                [Registered(), CameIntoCare("2024-01-01", LegalStatus.ShortBreaks), Placed("2024-01-01", Home("A", host: null))]
            ),
            new(
                "out_of_county_reason_missing",
                "2024-06-01",
                [.. RuleStory.InCare, Moved("2024-06-01", "A", InNewport with { OutOfCountyReason = null })],
                [.. RuleStory.InCare, Moved("2024-06-01", "A", InNewport)]
            ),
            new(
                "out_of_area_not_approved",
                "2024-06-01",
                [.. RuleStory.InCare, Approved("2024-06-02", "B"), Moved("2024-06-01", "A", InNewport)],
                [.. RuleStory.InCare, Approved("2024-06-01", "B"), Moved("2024-06-01", "A", InNewport)]
            ),
            // The carer moved house across the boundary: approved before that day, not before the placement began.
            new(
                "out_of_area_not_approved",
                "2024-06-01",
                [.. RuleStory.InCare, HomeChanged("2024-06-01", "A") with { HostAuthority = Newport }],
                [.. RuleStory.InCare, Approved("2024-05-20", "A"), HomeChanged("2024-06-01", "A") with { HostAuthority = Newport }]
            ),
            new(
                "country_contradicts_authority",
                "2024-06-01",
                [.. RuleStory.InCare, Moved("2024-06-01", "A", Home("B", host: Bristol) with { Country = Country.Wales })],
                [.. RuleStory.InCare, Moved("2024-06-01", "A", Home("B", host: Bristol) with { Country = Country.England })]
            ),
        ];
}
