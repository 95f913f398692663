using System.Globalization;

namespace Placements.Tests.Api.Returns;

/// <summary>A child in care on the last day of a year, as the rows alone say.</summary>
internal sealed record RecountedChild(string Code, string Kind, DateOnly PlacedOn, int PlacementsInYear, string Location);

/// <summary>
/// Counts straight on the CSV rows of returns, with nothing of ours in between: for tests to hold the figures of imported children
/// against.
/// </summary>
internal static class RowRecount
{
    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["U1"] = "kinship_foster_care",
        ["U2"] = "kinship_foster_care",
        ["U3"] = "kinship_foster_care",
        ["U4"] = "foster_care",
        ["U5"] = "foster_care",
        ["U6"] = "foster_care",
        ["K1"] = "secure_childrens_home",
        ["K2"] = "childrens_home",
        ["K3"] = "supported_accommodation",
        ["H5"] = "supported_accommodation",
        ["P1"] = "with_parents",
        ["P2"] = "independent_living",
    };

    /// <param name="folder">With one folder a year.</param>
    public static IReadOnlyList<RecountedChild> LookedAfter(
        string folder,
        int year,
        string authority,
        IReadOnlyDictionary<string, string> authorityOf
    )
    {
        var (first, last) = (new DateOnly(year - 1, 4, 1), new DateOnly(year, 3, 31));
        var rows = new Dictionary<(string Child, DateOnly From), string[]>();
        foreach (
            var of in Directory
                .GetDirectories(folder)
                .Order(StringComparer.Ordinal)
                .Where(one => int.Parse(Path.GetFileName(one), CultureInfo.InvariantCulture) <= year)
        )
        {
            foreach (var cells in File.ReadLines(Path.Combine(of, "episodes.csv")).Skip(1).Select(line => line.Split(',')))
            {
                rows[(cells[0], Day(cells[1])!.Value)] = cells;
            }
        }
        return
        [
            .. rows.GroupBy(row => row.Key.Child, row => (From: row.Key.From, Cells: row.Value), StringComparer.Ordinal)
                .Select(child => Count(child.Key, [.. child.OrderBy(row => row.From)], first, last, authority, authorityOf))
                .OfType<RecountedChild>(),
        ];
    }

    private static RecountedChild? Count(
        string code,
        List<(DateOnly From, string[] Cells)> rows,
        DateOnly first,
        DateOnly last,
        string authority,
        IReadOnlyDictionary<string, string> authorityOf
    )
    {
        var current = rows[^1];
        // Open at the end of the year, which is how the year's own file has it; short breaks are counted apart.
        if (current.Cells[7].Length > 0 || current.Cells[3] is "V3" or "V4")
        {
            return null;
        }
        // A change of legal status alone leaves the child where it is.
        var placements = new List<(DateOnly From, DateOnly? To)>();
        foreach (var (from, cells) in rows)
        {
            if (placements.Count > 0 && cells[2] is "L" or "T" or "U" && placements.Count > 0)
            {
                placements[^1] = placements[^1] with { To = Day(cells[7]) };
            }
            else
            {
                placements.Add((from, Day(cells[7])));
            }
        }
        return new RecountedChild(
            code,
            Kinds[current.Cells[5]],
            placements[^1].From,
            placements.Count(stay => stay.From <= last && (stay.To is null || stay.To > first)),
            !authorityOf.TryGetValue(current.Cells[11], out var host) ? "unknown"
                : host == authority ? "in_county"
                : host[0] == 'W' ? "elsewhere_in_wales"
                : "outside_wales"
        );
    }

    private static DateOnly? Day(string text) =>
        text.Length == 0 ? null : DateOnly.ParseExact(text, "dd/MM/yyyy", CultureInfo.InvariantCulture);
}
