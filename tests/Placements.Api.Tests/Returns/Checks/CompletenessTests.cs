using Placements.Application.Returns.Checks;
using Placements.Application.Returns.Files;
using Placements.Domain.Codes;

namespace Placements.Tests.Api.Returns.Checks;

/// <summary>The Department's rules as the domain's reference lists them, against those that there are here.</summary>
public sealed class CompletenessTests
{
    private static readonly Dictionary<string, string[]> Listed = File.ReadLines(ReturnDatabase.Sample("ssda903_rules_placement.csv"))
        .Skip(1)
        .Select(line => line.Split(','))
        .ToDictionary(cells => cells[0], StringComparer.Ordinal);

    [Fact]
    public void Each_rule_of_the_list_is_checked_or_says_why_not()
    {
        Assert.Equal(
            Listed.Keys.Order(StringComparer.Ordinal),
            AllChecks.England.Select(check => check.Code).Concat(NotChecked.Why.Keys).Order(StringComparer.Ordinal)
        );
        Assert.All(NotChecked.Why.Values, why => Assert.EndsWith(".", why, StringComparison.Ordinal));
    }

    [Fact]
    public void A_rule_holds_in_the_years_that_the_list_says()
    {
        foreach (var check in AllChecks.England)
        {
            var cells = Listed[check.Code];
            var withdrawn = cells[^1];
            // 2024/25 is the return of 2025, the first that no longer had it.
            Assert.Equal(withdrawn.Length == 0 ? null : int.Parse(withdrawn[..4]), check.ToYear);
            var first = int.Parse(cells[^2][..4]) + 1;
            // What the oldest set defines was a rule before it; orders depriving of liberty are compared with last year's from the second on.
            var from =
                first == 2023 ? Ssda903Tables.FirstYear
                : check.Code == "706" ? first + 1
                : first;
            Assert.Equal((check.Code, from), (check.Code, check.FromYear));
        }
    }

    [Fact]
    public void A_rule_is_worded_for_people_and_names_columns_that_there_are()
    {
        foreach (var check in AllChecks.England)
        {
            Assert.Matches(@"^[A-Z].{15,}\.$", check.Wording);
            Assert.NotEmpty(check.Fields);
            foreach (var field in check.Fields)
            {
                var parts = field.Split('.');
                var table = Assert.Single(Ssda903Tables.All, table => table.Name == parts[0]);
                Assert.Contains(parts[1], table.Columns);
            }
        }
        Assert.Equal(AllChecks.Wales.Count, AllChecks.Wales.Select(check => check.Code).Distinct(StringComparer.Ordinal).Count());
    }

    /// <summary>The rules that are not checked because a row cannot lack what they ask for.</summary>
    [Fact]
    public void A_row_that_is_derived_has_what_it_needs()
    {
        var child = Child
            .With("01/05/2023,S,C2,N1,U6,PR1")
            .Missing("20/03/2024", "02/04/2025")
            .Missing("30/03/2025", kind: AbsenceKind.AwayWithoutAuthorisation);
        foreach (var year in new[] { 2024, 2025, 2026 })
        {
            var made = Application.Returns.Ssda903.ChildReturn.Of(Guid.NewGuid(), child.Entries(year).Entries, new(year))!;
            // INT03
            Assert.Single(made.Rows, row => row.Table == Ssda903Tables.Header);
            foreach (var (table, values) in made.Rows)
            {
                if (table != Ssda903Tables.Missing)
                {
                    continue;
                }
                // 564 to 566, 1006
                Assert.Contains(values[2], new[] { "M", "A" });
                // 570, 1004
                Assert.True(Child.Day(values[3]) <= new DateOnly(year, 3, 31));
                // 571, 1005
                Assert.True(
                    values[4].Length == 0
                        || (Child.Day(values[4]) >= new DateOnly(year - 1, 4, 1) && Child.Day(values[4]) <= new DateOnly(year, 3, 31))
                );
            }
        }
    }
}
