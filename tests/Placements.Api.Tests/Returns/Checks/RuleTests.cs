using Placements.Application.Returns.Checks;
using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Tests.Api.Returns.Checks;

/// <summary>Every rule of England's return: silent where it is kept, and naming field and entry where it is broken.</summary>
public sealed class RuleTests
{
    public static TheoryData<string> Codes => [.. RuleCases.All.Select(one => one.Code).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_rule_is_silent_where_it_is_kept(string code)
    {
        foreach (var one in RuleCases.All.Where(one => one.Code == code))
        {
            Assert.NotEmpty(one.Kept);
            foreach (var child in one.Kept)
            {
                Assert.DoesNotContain(code, child.Check(one.Year, one.SharedNumbers).Select(breach => breach.Code));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_rule_that_is_broken_names_the_fields_and_entries_to_mend(string code)
    {
        foreach (var one in RuleCases.All.Where(one => one.Code == code))
        {
            Assert.NotEmpty(one.Broken);
            foreach (var child in one.Broken)
            {
                var breaches = child.Check(one.Year, one.SharedNumbers);
                var breach = breaches.FirstOrDefault(breach => breach.Code == code);
                Assert.True(
                    breach is not null,
                    $"{code} found nothing; others did: {string.Join(", ", breaches.Select(other => other.Code))}"
                );
                Assert.NotEmpty(breach.Fields);
                Assert.EndsWith(".", breach.Message, StringComparison.Ordinal);
                Assert.NotEmpty(breach.EntryIds);
                Assert.Subset(child.EntryIds(one.Year).ToHashSet(), breach.EntryIds.ToHashSet());
            }
        }
    }

    [Fact]
    public void Each_rule_has_one_that_keeps_it_and_one_that_breaks_it() =>
        Assert.Equal(
            AllChecks.England.Select(check => check.Code),
            RuleCases.All.Select(one => one.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        );

    /// <summary>Anybody with the right to record can keep rows: too short, too long, of no sense, or with cells that are not there.</summary>
    [Fact]
    public void Rows_that_were_kept_carelessly_or_with_malice_never_stop_the_checks()
    {
        string[] cells =
        [
            "",
            "01/01/0001",
            "31/12/9999",
            "29/02/2023",
            "-1",
            "=cmd|' /C calc'!A0",
            "P\0",
            "\u202e",
            new string('9', 4_000),
            null!,
        ];
        foreach (var table in Enum.GetValues<KeptTable>())
        {
            foreach (var length in new[] { 0, 1, 2, 5, 12, 30 })
            {
                for (var first = 0; first < cells.Length; first++)
                {
                    var row = new KeptRow
                    {
                        Table = table,
                        Values = [.. Enumerable.Range(first, length).Select(i => cells[i % cells.Length])],
                    };
                    foreach (var year in new[] { 2017, 2024, 2027 })
                    {
                        Assert.NotNull(Keeping(year, row, row).Check(year));
                    }
                }
            }
        }
    }

    private static Child Keeping(int year, params KeptRow[] rows) =>
        Child
            .Born("14/05/2006")
            .Episodes("01/06/2015,S,C2,N1,U6,PR1")
            .Then(
                new Ssda903RowsKept
                {
                    EffectiveOn = new(year, 3, 31),
                    Year = year,
                    Rows = rows,
                },
                new Ssda903RowsKept
                {
                    EffectiveOn = new(year - 1, 3, 31),
                    Year = year - 1,
                    Rows = rows,
                }
            );
}
