using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Records;

/// <summary>A row of a return that is there no longer, is new, or has other cells.</summary>
/// <param name="Change">added, removed or changed.</param>
/// <param name="Columns">Those whose cells differ; all that are filled of a row that was added or removed.</param>
/// <param name="Before">Cells by column; null for a row that was added.</param>
/// <param name="After">Null for a row that was removed.</param>
public sealed record RowDifference(
    string Table,
    string Change,
    IReadOnlyList<string> Columns,
    IReadOnlyDictionary<string, string>? Before,
    IReadOnlyDictionary<string, string>? After
)
{
    /// <summary>
    /// Equal rows leave each other alone, in whatever order they stand. Of the others, two with most cells alike are one row that changed;
    /// a row that has less than half of its cells in common with any is another one.
    /// </summary>
    public static IReadOnlyList<RowDifference> Between(ReturnedChild before, ReturnedChild after)
    {
        var tables = before.Rows.Concat(after.Rows).Select(row => row.Table).Distinct();
        return [.. tables.SelectMany(table => OfTable(table, Of(before, table), Of(after, table)))];

        static List<IReadOnlyList<string>> Of(ReturnedChild child, ReturnTable table) =>
            [.. child.Rows.Where(row => row.Table == table).Select(row => row.Values)];
    }

    private static IEnumerable<RowDifference> OfTable(
        ReturnTable table,
        List<IReadOnlyList<string>> before,
        List<IReadOnlyList<string>> after
    )
    {
        var gone = new List<IReadOnlyList<string>>();
        foreach (var row in before)
        {
            if (after.FindIndex(row.SequenceEqual) is >= 0 and var same)
            {
                after.RemoveAt(same);
            }
            else
            {
                gone.Add(row);
            }
        }
        foreach (var was in gone)
        {
            var now = after.MaxBy(row => Alike(was, row));
            if (now is not null && 2 * Alike(was, now) >= was.Count)
            {
                after.Remove(now);
                yield return Of(table, was, now);
            }
            else
            {
                yield return Of(table, was, null);
            }
        }
        foreach (var added in after)
        {
            yield return Of(table, null, added);
        }
    }

    private static RowDifference Of(ReturnTable table, IReadOnlyList<string>? before, IReadOnlyList<string>? after)
    {
        var change =
            before is null ? "added"
            : after is null ? "removed"
            : "changed";
        var columns = table.Columns.Where((_, i) => (before?[i] ?? "") != (after?[i] ?? ""));
        return new RowDifference(table.FileName, change, [.. columns], Cells(before), Cells(after));

        Dictionary<string, string>? Cells(IReadOnlyList<string>? row) =>
            row is null ? null : table.Columns.Zip(row).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal);
    }

    private static int Alike(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        one.Zip(other).Count(cells => cells.First == cells.Second);
}
