namespace Placements.Tests.Domain;

internal static class AddressRuleStories
{
    public static RuleStory[] All =>
        [
            .. new[] { "Cardiff", "W06000007", "W0600001", "W060000150", "X06000001", "E0600001A", "" }.Select(code => new RuleStory(
                "authority_unknown",
                "2024-06-01",
                [.. RuleStory.InCare, HomeChanged("2024-06-01", "A") with { HostAuthority = code }],
                [.. RuleStory.InCare, HomeChanged("2024-06-01", "A") with { HostAuthority = "W06000014" }]
            )),
            new(
                "authority_unknown",
                "2024-01-01",
                [Registered() with { ResponsibleAuthority = "W06000017", EffectiveOn = Day("2024-01-01") }],
                [Registered() with { ResponsibleAuthority = "E06000023", EffectiveOn = Day("2024-01-01") }]
            ),
            .. new[] { "CARDIFF", "CF11 9X", "CF11 9XXX", "CF11  9XX", "11CF 9XX", "C 9XX", "CF111 9XX", "unknown", "CF11 XX9" }.Select(
                text => new RuleStory(
                    "postcode_malformed",
                    "2024-06-01",
                    [.. RuleStory.InCare, HomeChanged("2024-06-01", "A") with { Postcode = text }],
                    [.. RuleStory.InCare, HomeChanged("2024-06-01", "A") with { Postcode = "CF14 1XX" }]
                )
            ),
            .. new[] { "cf11 9xx", "CF119XX", "CF11", "M1 1AA", "W1A 0AX", "NPT 0HE", "withheld" }.Select(text => new RuleStory(
                "postcode_malformed",
                "2024-06-01",
                [.. RuleStory.InCare, Moved("2024-06-01", "A", Home("B") with { Postcode = "nowhere" })],
                [.. RuleStory.InCare, Moved("2024-06-01", "A", Home("B") with { Postcode = text })]
            )),
        ];
}
