namespace Placements.Application.Returns.Files;

/// <summary>A file of a source, on disk or in a zip; it may be opened more than once, but by one reader at a time.</summary>
/// <param name="Path">Relative to what was given, with forward slashes.</param>
internal sealed record SourceFile(string Path, Func<Stream> Open)
{
    /// <summary>How many files of a return a source may hold: a dozen tables in eleven years, with room.</summary>
    public const int MostFiles = 1_000;

    public string Name => System.IO.Path.GetFileName(Path);

    public bool IsCsv => Path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase);

    public bool IsXml => Path.EndsWith(".xml", StringComparison.OrdinalIgnoreCase);

    /// <summary>Neither a note that lies beside a return nor what office programs and Macs leave behind.</summary>
    public bool IsOfReturn =>
        (IsCsv || IsXml)
        && !Path.Split('/')
            .Any(part =>
                part.StartsWith('.')
                || part.StartsWith("~$", StringComparison.Ordinal)
                || part.Equals("__MACOSX", StringComparison.OrdinalIgnoreCase)
            );

    public ReturnUnreadableException Unreadable(string code, string message, long? line = null) => new(code, message, Path, line);
}
