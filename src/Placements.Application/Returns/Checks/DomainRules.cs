using System.Globalization;
using System.Text.RegularExpressions;
using Placements.Domain.Journey.Rules;

namespace Placements.Application.Returns.Checks;

/// <summary>Which of the domain's rules are which of the return's: the source of a rule names them.</summary>
internal static partial class DomainRules
{
    private static readonly ILookup<string, string> ByNumber = RuleBook
        .All.SelectMany(rule => Numbers(rule.Source).Select(number => (number, rule.Code)))
        .ToLookup(pair => pair.number, pair => pair.Code, StringComparer.Ordinal);

    /// <summary>Codes of the domain's rules that come from a rule of the return; none where it knows none.</summary>
    public static IReadOnlySet<string> Of(string number) => ByNumber[number].ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Numbers(string source)
    {
        foreach (Match list in Rules().Matches(source))
        {
            foreach (Match range in Range().Matches(list.Value))
            {
                var from = int.Parse(range.Groups["from"].ValueSpan, CultureInfo.InvariantCulture);
                var to = range.Groups["to"].Success ? int.Parse(range.Groups["to"].ValueSpan, CultureInfo.InvariantCulture) : from;
                for (var number = from; number <= to; number++)
                {
                    yield return $"{number}{range.Groups["letter"].Value}";
                }
            }
        }
    }

    [GeneratedRegex(
        @"\brules? \d{3}[a-z]?(-\d{3})?(, \d{3}[a-z]?(-\d{3})?)*",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Rules();

    [GeneratedRegex(@"(?<from>\d{3})((?<letter>[a-z])|-(?<to>\d{3}))?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Range();
}
