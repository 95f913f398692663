using System.Globalization;
using System.Text;
using Placements.Domain.Journey.Events;

namespace Placements.Domain.Journey.Rules;

/// <summary>
/// Whether a name can be read and found again. A name that looks like another one, because some of its letters are not what they seem,
/// is found by nobody who types it, and lets one child pass for another. Any one alphabet is fine.
/// </summary>
internal static class NameRules
{
    public static readonly Rule NameMalformed = new("name_malformed", Severity.Refuse, "ours: a name is one line that can be seen whole");

    public static readonly Rule NameMixesAlphabets = new(
        "name_mixes_alphabets",
        Severity.Refuse,
        "Unicode Technical Standard 39, section 5: mixed scripts"
    );

    public static void Check(List<StandingFact> facts, List<Finding> findings)
    {
        foreach (var (entryId, _, fact) in facts)
        {
            var name = fact switch
            {
                ChildRegistered registered => registered.Name,
                ChildDetailsChanged changed => changed.Name,
                _ => null,
            };
            if (name is null)
                continue;

            string[] words = [.. name.Given.Split(' '), .. name.Family.Split(' ')];
            if (words.Any(HoldsWhatCannotBeSeen))
                findings.Add(
                    NameMalformed.Broken(
                        fact.EffectiveOn,
                        "The name holds a line break, a tab or a character that cannot be seen: type it anew.",
                        entryId
                    )
                );
            else if (words.Any(MixesAlphabets))
                findings.Add(
                    NameMixesAlphabets.Broken(
                        fact.EffectiveOn,
                        "A word of the name mixes letters of different alphabets that look alike: type it in one alphabet.",
                        entryId
                    )
                );
        }
    }

    private static bool HoldsWhatCannotBeSeen(string word)
    {
        var european = word.EnumerateRunes().Any(rune => AlphabetOf(rune) is Alphabet.Latin or Alphabet.Greek or Alphabet.Cyrillic);
        return word.EnumerateRunes()
            .Any(rune =>
                Rune.GetUnicodeCategory(rune)
                    is UnicodeCategory.Control
                        or UnicodeCategory.LineSeparator
                        or UnicodeCategory.ParagraphSeparator
                // Scripts of Asia need the two joiners within a word; European letters never do.
                || (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format && (european || !IsJoiner(rune)))
            );
    }

    private static bool MixesAlphabets(string word)
    {
        var alphabets = word.EnumerateRunes().Select(AlphabetOf).Where(alphabet => alphabet != Alphabet.None).Distinct().ToList();
        return alphabets.Count > 1 || alphabets.Contains(Alphabet.Styled);
    }

    private static bool IsJoiner(Rune rune) => rune.Value is 0x200C or 0x200D;

    private enum Alphabet
    {
        None,
        Latin,
        Greek,
        Cyrillic,

        /// <summary>Letters of mathematics, circled and full-width ones: none of them is how a name is written.</summary>
        Styled,
    }

    /// <summary>By Unicode block; only alphabets that share shapes with Latin are told apart.</summary>
    private static Alphabet AlphabetOf(Rune rune) =>
        rune.Value switch
        {
            _ when !Rune.IsLetter(rune) && rune.Value is not (>= 0x24B6 and <= 0x24E9) => Alphabet.None,
            <= 0x024F or (>= 0x1E00 and <= 0x1EFF) or (>= 0x2C60 and <= 0x2C7F) or (>= 0xA720 and <= 0xA7FF) => Alphabet.Latin,
            (>= 0x0370 and <= 0x03FF) or (>= 0x1F00 and <= 0x1FFF) => Alphabet.Greek,
            (>= 0x0400 and <= 0x052F) or (>= 0x1C80 and <= 0x1C8F) or (>= 0x2DE0 and <= 0x2DFF) or (>= 0xA640 and <= 0xA69F) =>
                Alphabet.Cyrillic,
            (>= 0x2100 and <= 0x214F) or (>= 0x2460 and <= 0x24FF) or (>= 0xFF00 and <= 0xFF5E) or (>= 0x1D400 and <= 0x1D7FF) =>
                Alphabet.Styled,
            _ => Alphabet.None,
        };
}
