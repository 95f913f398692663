using Placements.Domain.Journey.Events;

namespace Placements.Tests.Domain;

internal static class NameRuleStories
{
    private static readonly string[] NotOneLineToSee =
    [
        "Ser\nen",
        "Ser\ten",
        "Ser\u2028en",
        // zero-width space, soft hyphen, right-to-left mark, byte order mark; a joiner among European letters
        "Ser\u200Ben",
        "Ser\u00ADen",
        "Ser\u200Fen",
        "Seren\uFEFF",
        "Ser\u200Den",
        "\u0421\u200C\u0435\u0440",
    ];

    private static readonly string[] NotWhatItSeems =
    [
        // "Seren" with a Cyrillic "e", a Greek capital "Alpha" before Latin letters, Cyrillic with a Latin "o"
        "S\u0435ren",
        "\u0391nna",
        "\u0418\u0432o\u043D",
        // full-width, mathematical, circled and letter-like
        "\uFF33eren",
        "\U0001D412eren",
        "\u24C8eren",
        "\u212Aaren",
    ];

    private static readonly string[] Fine =
    [
        "Siân Gwenllïan",
        "Sia\u0302n",
        "O'Brien-Müller",
        "Иван",
        "Ελένη",
        "李小龍",
        "عائشة",
        // Persian and Hindi need joiners within words
        "علی\u200Cرضا",
        "\u0915\u094D\u200D\u0937",
        // two alphabets, a word each
        "Ivan Иван",
        "X Æ A-12",
    ];

    public static RuleStory[] All =>
        [
            .. NotOneLineToSee.SelectMany((name, i) => Both("name_malformed", name, Fine[i % Fine.Length])),
            .. NotWhatItSeems.SelectMany((name, i) => Both("name_mixes_alphabets", name, Fine[^(1 + (i % Fine.Length))])),
        ];

    /// <summary>As the name of a child who is registered, and as a name that a child has later.</summary>
    private static IEnumerable<RuleStory> Both(string code, string broken, string kept)
    {
        yield return new(code, "2020-01-01", [Named("2020-01-01", broken)], [Named("2020-01-01", kept)]);
        yield return new(code, "2024-06-01", [.. RuleStory.InCare, Renamed(broken)], [.. RuleStory.InCare, Renamed(kept)]);
    }

    private static ChildRegistered Named(string on, string family) =>
        Registered(on) with
        {
            Name = new PersonName { Given = "Seren", Family = family },
        };

    private static ChildDetailsChanged Renamed(string given) =>
        DetailsChanged("2024-06-01") with
        {
            Name = new PersonName { Given = given, Family = "Example" },
        };
}
