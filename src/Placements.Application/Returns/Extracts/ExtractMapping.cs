namespace Placements.Application.Returns.Extracts;

/// <summary>How to read the extract of another system: which file and column holds what, and which of its words stands for which of our values.</summary>
/// <param name="Name">Of the system; <c>returns.import</c> names the import by it.</param>
public sealed record ExtractMapping(string Name, IReadOnlyList<MappedFile> Files);

public sealed class MappedFile
{
    internal MappedFile(
        string file,
        ExtractTable table,
        DateForm dates,
        IReadOnlyDictionary<Thing, string> columns,
        IReadOnlyDictionary<Thing, IReadOnlyDictionary<string, string>> values
    )
    {
        File = file;
        Table = table;
        Dates = dates;
        Columns = columns;
        Values = values;
    }

    /// <summary>Relative to the extract's folder.</summary>
    public string File { get; }

    public DateForm Dates { get; }

    internal ExtractTable Table { get; }

    /// <summary>Of the file, in its own words. One column may tell several things.</summary>
    internal IReadOnlyDictionary<Thing, string> Columns { get; }

    /// <summary>What the file's words stand for, compared as <see cref="Words"/> does.</summary>
    internal IReadOnlyDictionary<Thing, IReadOnlyDictionary<string, string>> Values { get; }
}
