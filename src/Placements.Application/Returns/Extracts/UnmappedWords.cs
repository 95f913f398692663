using Placements.Application.Returns.Extracts.Labels;
using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Extracts;

/// <summary>A word of an extract of which neither the mapping nor the shipped list says what it stands for.</summary>
/// <param name="Thing">What the mapping calls the column's meaning: <c>kind</c>.</param>
/// <param name="Category">Of Annex A, where the shipped list has the word and its category does not tell the kind.</param>
/// <param name="Rows">How many rows have it.</param>
public sealed record UnmappedWord(string File, string Column, string Thing, string Word, string? Category, long Rows);

/// <summary>Counts words that the mapping lacks, so that a council can complete it.</summary>
internal sealed class UnmappedWords
{
    /// <summary>More than that is a column of names or notes, mapped by mistake.</summary>
    private const int MostWords = 2_000;

    private const int LongestWord = 200;

    private readonly Dictionary<(MappedFile Map, Thing Thing, string Word), (string Shown, long Rows)> counts = [];

    /// <summary>The most frequent of each column first.</summary>
    public IReadOnlyList<UnmappedWord> All =>
        [
            .. counts
                .Select(pair => new UnmappedWord(
                    pair.Key.Map.File,
                    pair.Key.Map.Columns[pair.Key.Thing],
                    pair.Key.Thing.Name,
                    pair.Value.Shown,
                    pair.Key.Thing.Name == "kind" ? PlacementLabels.Find(pair.Value.Shown)?.Category : null,
                    pair.Value.Rows
                ))
                .OrderBy(word => word.File, StringComparer.Ordinal)
                .ThenBy(word => word.Thing, StringComparer.Ordinal)
                .ThenByDescending(word => word.Rows)
                .ThenBy(word => word.Word, StringComparer.Ordinal),
        ];

    public void Add(MappedFile map, Thing thing, string text)
    {
        var word = text.Length > LongestWord ? text[..LongestWord] : text;
        var key = (map, thing, Words.Plain(word));
        if (counts.TryGetValue(key, out var count))
        {
            counts[key] = count with { Rows = count.Rows + 1 };
        }
        else if (counts.Count < MostWords)
        {
            counts.Add(key, (word, 1));
        }
    }
}
