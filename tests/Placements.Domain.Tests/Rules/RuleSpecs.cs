using Placements.Domain.Journey.Rules;

namespace Placements.Tests.Domain;

/// <summary>Every rule of the book, broken and kept. The stories are in the tables beside this file.</summary>
public class RuleSpecs
{
    public static TheoryData<int, string> Stories()
    {
        var stories = new TheoryData<int, string>();
        for (var i = 0; i < RuleStory.All.Count; i++)
            stories.Add(i, RuleStory.All[i].Code);
        return stories;
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public void A_rule_that_is_broken_refuses_or_flags(int number, string code)
    {
        var told = RuleStory.All[number];
        var rule = RuleBook.All.Single(rule => rule.Code == code);
        var (_, decision) = Tell(told.Breaks);

        if (rule.Severity == Severity.Refuse)
        {
            Assert.Contains(decision.Refusals, refusal => refusal.Code == code);
            Assert.Empty(decision.Accepted);
        }
        else
        {
            Assert.Empty(decision.Refusals);
            Assert.Single(decision.Accepted);
        }
        if (told.On is not null)
        {
            var finding = Assert.Single(decision.After.Findings, finding => finding.Code == code);
            Assert.Equal(Day(told.On), finding.On);
            Assert.Equal(rule.Severity, finding.Severity);
            Assert.DoesNotContain(decision.Before.Findings, finding.IsSameAs);
        }
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public void A_rule_that_is_kept_is_not_mentioned(int number, string code)
    {
        var told = RuleStory.All[number];

        var (_, decision) = Tell(told.Holds);

        Assert.Empty(decision.Refusals);
        Assert.DoesNotContain(decision.After.Findings, finding => finding.Code == code);
    }

    [Theory]
    [MemberData(nameof(Stories))]
    public void A_finding_is_a_sentence_that_names_entries_of_the_child(int number, string code)
    {
        var told = RuleStory.All[number];
        var (story, decision) = Tell(told.Breaks);

        var said = decision
            .Refusals.Where(refusal => refusal.Code == code)
            .Select(refusal => (refusal.Message, EntryIds: refusal.EntryIds.ToList()))
            .Concat(
                decision
                    .After.Findings.Where(finding => finding.Code == code)
                    .Select(finding => (finding.Message, EntryIds: finding.EntryIds.ToList()))
            )
            .ToList();
        Assert.NotEmpty(said);
        foreach (var (message, entryIds) in said)
        {
            Assert.EndsWith(".", message, StringComparison.Ordinal);
            Assert.True(char.IsUpper(message[0]) || char.IsDigit(message[0]), message);
            Assert.NotEmpty(entryIds);
            Assert.Equal(entryIds.Count, entryIds.Distinct().Count());
            Assert.All(entryIds, id => Assert.NotNull(story.FactOf(id)));
        }
    }

    [Fact]
    public void Every_rule_has_a_story()
    {
        var told = RuleStory.All.Select(story => story.Code).ToHashSet(StringComparer.Ordinal);
        var untold = RuleBook.All.Select(rule => rule.Code).Where(code => !told.Contains(code)).ToList();

        Assert.True(
            untold.Count == 0,
            $"No story tells of the rule {string.Join(", ", untold)}: add a RuleStory (a life that breaks it, a life that keeps it) "
                + "to the table of its subject in Rules/."
        );
        Assert.All(told, code => Assert.Contains(RuleBook.All, rule => rule.Code == code));
    }

    /// <summary>Clients and stored findings rely on the codes: a line may be added here, never changed.</summary>
    [Fact]
    public void The_codes_and_severities_of_rules_are_stable() =>
        Assert.Equal(
            RuleCodes.All.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal),
            RuleBook.All.Select(rule => $"{rule.Code}: {rule.Severity.ToString().ToLowerInvariant()}").Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Every_rule_says_where_it_comes_from() =>
        Assert.All(RuleBook.All, rule => Assert.False(string.IsNullOrWhiteSpace(rule.Source), rule.Code));

    [Fact]
    public void No_two_rules_share_a_code() => Assert.Equal(RuleBook.All.Count, RuleBook.All.Select(rule => rule.Code).Distinct().Count());

    /// <summary>The last fact is the command.</summary>
    private static (Story Story, Decision Decision) Tell(ChildEvent[] facts)
    {
        var story = Story.Given(facts.AsSpan(0, facts.Length - 1));
        return (story, story.When(facts[^1]).Decision);
    }
}
