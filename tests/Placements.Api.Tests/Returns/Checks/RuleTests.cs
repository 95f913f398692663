using Placements.Application.Returns.Checks;

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
}
