namespace Placements.Tests.Domain;

internal static class ReturnRuleStories
{
    public static RuleStory[] All =>
        [
            new("return_year_wrong", "2024-04-01", [Registered(), Kept("2024-04-01", 2024)], [Registered(), Kept("2024-03-31", 2024)]),
            new("return_year_wrong", "2024-03-31", [Registered(), Kept("2024-03-31", 2025)], [Registered(), Kept("2025-03-31", 2025)]),
        ];

    private static Ssda903RowsKept Kept(string on, int year) =>
        new()
        {
            EffectiveOn = Day(on),
            Year = year,
            Rows = [new KeptRow { Table = KeptTable.Reviews, Values = ["01/02/2024", "PN1"] }],
        };
}
