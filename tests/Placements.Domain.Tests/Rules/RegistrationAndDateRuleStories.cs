namespace Placements.Tests.Domain;

internal static class RegistrationAndDateRuleStories
{
    public static RuleStory[] All =>
        [
            new("already_registered", "2020-02-01", [Registered(), Registered("2020-02-01")], [Registered()]),
            new("not_registered", "2024-01-01", [CameIntoCare("2024-01-01")], [Registered(), CameIntoCare("2024-01-01")]),
            new(
                "date_of_birth_missing",
                "2024-01-01",
                [Registered("2024-01-01", born: null)],
                [Registered("2024-01-01", born: null) with { ExpectedDateOfBirth = Day("2024-06-01") }]
            ),
            new(
                "unaccompanied_very_young",
                "2022-05-13",
                [Registered() with { UnaccompaniedAsylumSeeking = true }, CameIntoCare("2022-05-13")],
                [Registered() with { UnaccompaniedAsylumSeeking = true }, CameIntoCare("2022-05-14")]
            ),
            new(
                "date_before_1991",
                "1991-10-13",
                [Registered(born: "1985-01-01"), CameIntoCare("1991-10-13")],
                [Registered(born: "1985-01-01"), CameIntoCare("1991-10-14")]
            ),
            // A planned move is recorded a few days ahead; beyond the end of the collection year nothing has happened yet.
            new(
                "date_in_future",
                null,
                [.. RuleStory.InCare, Moved("2026-04-01", "A", "B")],
                [.. RuleStory.InCare, Moved("2026-03-31", "A", "B")]
            ),
            new("date_before_birth", "2012-05-13", [Registered(), CameIntoCare("2012-05-13")], [Registered(), CameIntoCare("2012-05-14")]),
            // A search for a home may begin before the child is born.
            new(
                "date_before_birth",
                "2024-01-01",
                [Registered(), CameIntoCare("2024-01-01"), DetailsChanged("2024-02-01", born: "2024-01-15")],
                [Registered(born: "2024-03-01", on: "2024-03-01"), Sought("2024-02-01", "search")]
            ),
            new(
                "date_of_birth_implausible",
                "2020-01-01",
                [Registered("2020-01-01", born: "2020-01-02")],
                [Registered("2020-01-01", born: "2020-01-01")]
            ),
            new("date_of_birth_implausible", "2020-01-01", [Registered(born: "1965-10-13")], [Registered(born: "1965-10-14")]),
        ];
}
