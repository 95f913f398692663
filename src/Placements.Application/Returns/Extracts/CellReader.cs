using System.Globalization;
using System.Text.RegularExpressions;
using Placements.Application.Json;
using Placements.Application.Returns.Extracts.Labels;
using Placements.Domain.Codes;

namespace Placements.Application.Returns.Extracts;

/// <summary>Puts one cell into our own words.</summary>
internal sealed partial class CellReader(MappedFile map)
{
    private const long MostPounds = 1_000_000;

    private static readonly string[] Yes = ["yes", "y", "true", "1"];
    private static readonly string[] No = ["no", "n", "false", "0"];

    /// <param name="text">Not empty.</param>
    /// <returns>Null where it cannot be read.</returns>
    public string? Read(Thing thing, string text) =>
        thing.Kind switch
        {
            CellKind.Date => map.Dates.TryRead(text, out var day) ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null,
            CellKind.Money => Pence(text),
            CellKind.Postcode => Postcode.Normalise(text),
            CellKind.Text => text.EnumerateRunes().Any(TextConverter.IsHarmful) ? null : text,
            CellKind.Codes => Several(thing, text),
            _ => Word(thing, text),
        };

    /// <summary>The mapping has the first word, then our own names, then the shipped labels.</summary>
    private string? Word(Thing thing, string text)
    {
        if (map.Values.TryGetValue(thing, out var values) && values.TryGetValue(text, out var mapped))
        {
            return mapped;
        }
        if (thing.Codes.FirstOrDefault(code => code.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } own)
        {
            return own;
        }
        return thing.Kind switch
        {
            CellKind.YesNo when Yes.Contains(text, StringComparer.OrdinalIgnoreCase) => "true",
            CellKind.YesNo when No.Contains(text, StringComparer.OrdinalIgnoreCase) => "false",
            CellKind.Authority when Authorities.IsPlausible(text.ToUpperInvariant()) => text.ToUpperInvariant(),
            _ when thing == ExtractTables.Placements.Find("kind") => PlacementLabels.Find(text)?.Kind,
            _ => null,
        };
    }

    private string? Several(Thing thing, string text)
    {
        if (Word(thing, text) is { } whole)
        {
            return whole;
        }
        var words = text.Split([';', ',', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var read = words.Select(word => Word(thing, word)).ToList();
        return read.Contains(null) ? null : string.Join(';', read.Distinct());
    }

    /// <summary>A comma parts thousands only: 850,50 is not taken for 85,050 pounds.</summary>
    private static string? Pence(string text)
    {
        var bare = text.Replace("£", "", StringComparison.Ordinal).Trim();
        return
            Amount().IsMatch(bare)
            && decimal.TryParse(
                bare.Replace(",", "", StringComparison.Ordinal),
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var pounds
            )
            && pounds <= MostPounds
            ? ((long)decimal.Round(pounds * 100, MidpointRounding.AwayFromZero)).ToString(CultureInfo.InvariantCulture)
            : null;
    }

    [GeneratedRegex(@"^(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$", RegexOptions.ECMAScript, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Amount();
}
