using System.Runtime.CompilerServices;
using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Extracts;

/// <summary>A CSV file of an extract, opened and found to have the columns that the mapping names.</summary>
internal sealed class ExtractFile
{
    private readonly CsvFile csv;

    private ExtractFile(MappedFile map, CsvFile csv) => (Map, this.csv) = (map, csv);

    public MappedFile Map { get; }

    /// <exception cref="ReturnUnreadableException">It is not there, lies outside the folder, or lacks a column.</exception>
    public static ExtractFile Open(string folder, MappedFile map) => Open(Find(folder, map.File), map);

    public static ExtractFile Open(SourceFile file, MappedFile map) =>
        // The year is of no account for an extract.
        new(map, CsvFile.Open(0, file, (opened, header) => Recognise(opened, header, map)));

    /// <summary>Its rows, in its own words: under the file's names of columns, the child first.</summary>
    public async IAsyncEnumerable<ReturnRow> Read(Action<ReturnProblem> report, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var row in csv.Read(report, cancel))
        {
            yield return row;
        }
    }

    private static SourceFile Find(string folder, string name)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (name.Contains('\0', StringComparison.Ordinal))
        {
            throw new ReturnUnreadableException("file_missing", "The mapping names a file by a text that no file can have for its name.");
        }
        var full = Path.GetFullPath(Path.Combine(root, name));
        if (!full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new ReturnUnreadableException(
                "file_outside",
                $"The mapping names {name}, which lies outside the folder of the extract; name files relative to it.",
                name
            );
        }
        if (!File.Exists(full))
        {
            throw new ReturnUnreadableException("file_missing", $"The mapping names {name}, and the folder has no such file.", name);
        }
        return new SourceFile(Path.GetRelativePath(root, full).Replace('\\', '/'), () => FolderFiles.Open(root, full));
    }

    private static (ReturnTable, int[]) Recognise(SourceFile file, IReadOnlyList<string> header, MappedFile map)
    {
        List<string> names = [.. header.Select(name => name.Trim())];
        // The child's column is the first of the things, and so of the table.
        var wanted = map.Table.Things.Where(map.Columns.ContainsKey).Select(thing => map.Columns[thing]);
        List<string> columns = [.. wanted.Distinct(StringComparer.OrdinalIgnoreCase)];
        foreach (var column in columns)
        {
            var times = names.Count(name => Same(name, column));
            if (times != 1)
            {
                throw file.Unreadable(
                    times == 0 ? "column_missing" : "column_ambiguous",
                    times == 0
                        ? $"The file {file.Path} has no column {column}, which the mapping names; it has {Listed(names)}."
                        : $"The file {file.Path} has {times} columns {column}, which the mapping names; it cannot say which is meant.",
                    line: 1
                );
            }
        }
        var table = new ReturnTable(map.File, map.File, columns);
        return (table, [.. names.Select(name => columns.FindIndex(column => Same(name, column)))]);
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string Listed(IReadOnlyList<string> names) =>
        names.Count == 0
            ? "none"
            : string.Join(", ", names.Take(20).Select(name => name.Length > 30 ? name[..30] + "..." : name))
                + (names.Count > 20 ? " and more" : "");
}
