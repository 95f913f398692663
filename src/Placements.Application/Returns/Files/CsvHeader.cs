namespace Placements.Application.Returns.Files;

/// <summary>Tells from a CSV file's first line which table it is; the file's name only helps to say what is wrong.</summary>
internal static class CsvHeader
{
    /// <summary>The table, and for each column of the file its place in the table.</summary>
    public static (ReturnTable Table, int[] Places) Recognise(SourceFile file, IReadOnlyList<string> header)
    {
        var columns = header.Select(column => column.Trim().ToUpperInvariant()).ToList();
        var table = Ssda903Tables.All.FirstOrDefault(table =>
            columns.Count == table.Columns.Count && columns.ToHashSet().SetEquals(table.Columns)
        );
        return table is not null
            ? (table, [.. columns.Select(table.IndexOf)])
            : throw (MeantBy(file, columns) is { } meant ? WrongColumns(file, meant, columns) : NoTable(file, columns));
    }

    private static ReturnUnreadableException NoTable(SourceFile file, IReadOnlyList<string> columns) =>
        file.Unreadable(
            "not_a_table",
            columns.Count == 0
                ? $"The file {file.Path} is empty: a table begins with the names of its columns."
                : $"The file {file.Path} is not a table of the return: its first line does not name the columns of one. Take it out of the folder if it is something else.",
            line: 1
        );

    private static ReturnUnreadableException WrongColumns(SourceFile file, ReturnTable table, IReadOnlyList<string> columns)
    {
        var lacking = table.Columns.Except(columns, StringComparer.Ordinal).ToList();
        var unknown = columns.Except(table.Columns, StringComparer.Ordinal).ToList();
        var twice = columns
            .GroupBy(column => column)
            .Where(same => same.Count() > 1 && table.IndexOf(same.Key) >= 0)
            .Select(same => same.Key);
        var faults = new[]
        {
            ("it lacks ", lacking),
            ("it has columns that the table does not: ", [.. unknown.Select(Shown)]),
            ("it has more than once ", twice.ToList()),
        }
            .Where(fault => fault.Item2.Count > 0)
            .Select(fault => fault.Item1 + string.Join(", ", fault.Item2.Take(20)));
        var renamed = unknown
            .Select(column =>
                (column, meant: lacking.Find(lack => IsNear(column, lack, onlyOne: lacking.Count == 1 && unknown.Count == 1)))
            )
            .Where(pair => pair.meant is not null)
            .Select(pair => $" {Shown(pair.column)} may be {pair.meant} under another name.");
        return file.Unreadable(
            "wrong_columns",
            $"The file {file.Path} is not as the table {table.Name} should be: {string.Join("; ", faults)}.{string.Concat(renamed)}",
            line: 1
        );
    }

    /// <summary>By the file's name, else the table that most of its columns are of, if they are at least half of the table's.</summary>
    private static ReturnTable? MeantBy(SourceFile file, IReadOnlyList<string> columns)
    {
        var name = Letters(Path.GetFileNameWithoutExtension(file.Name));
        var named = Ssda903Tables
            .All.Where(table =>
                name.Contains(Letters(table.FileName), StringComparison.Ordinal)
                || name.Contains(Letters(table.Name), StringComparison.Ordinal)
            )
            .MaxBy(table => table.FileName.Length);
        if (columns.Count == 0 || named is not null)
        {
            return columns.Count == 0 ? null : named;
        }
        var likest = Ssda903Tables.All.MaxBy(table => Share(table))!;
        return Share(likest) >= 0.5 ? likest : null;

        double Share(ReturnTable table) => (double)table.Columns.Count(columns.Contains) / table.Columns.Count;
    }

    /// <summary>PLACEMENT for PLACE, DATE OF BIRTH for DATE_OF_BIRTH, REVEIW for REVIEW.</summary>
    private static bool IsNear(string column, string known, bool onlyOne) =>
        Letters(column) is { Length: > 0 } written
        && Letters(known) is var meant
        && (
            onlyOne
            || (written.Length > 2 && meant.Contains(written, StringComparison.Ordinal))
            || written.Contains(meant, StringComparison.Ordinal)
            || Edits(written, meant) <= 2
        );

    private static string Letters(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>What stands in a header is shown, since it names columns; but no more of it than a name has.</summary>
    private static string Shown(string column) =>
        column.Length switch
        {
            0 => "one without a name",
            > 30 => column[..30] + "...",
            _ => column,
        };

    /// <summary>How many letters must be put in, left out or changed to make one of the other.</summary>
    private static int Edits(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > 2)
        {
            return int.MaxValue;
        }
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var changed = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
