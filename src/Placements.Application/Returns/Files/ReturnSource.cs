using System.IO.Compression;
using System.Runtime.CompilerServices;
using Placements.Application.Returns.Files.Xml;

namespace Placements.Application.Returns.Files;

/// <summary>
/// The returns that somebody gives: a folder on this machine or a zip that was sent. Opening it looks at every file, and refuses all of
/// them when one is not what it should be. Reading streams; memory is bounded whatever the size and content.
/// </summary>
public sealed class ReturnSource : IDisposable
{
    private readonly IReadOnlyList<ReturnFile> files;
    private readonly ZipArchive? archive;

    private ReturnSource(IReadOnlyList<(int Year, SourceFile File)> given, ZipArchive? archive)
    {
        this.archive = archive;
        files =
        [
            .. given
                .Select(one => one.File.IsXml ? XmlFile.Open(one.Year, one.File) : (ReturnFile)CsvFile.Open(one.Year, one.File))
                .OrderBy(file => file.Year)
                .ThenBy(file => Ssda903Tables.All.TakeWhile(table => table != file.Tables[0]).Count()),
        ];
        Years = [.. files.Select(file => file.Year).Distinct()];
        foreach (var year in Years)
        {
            EachTableOnce(year);
            NothingVitalLacks(year);
        }
        TablesGiven = [.. files.SelectMany(file => file.Tables.Select(table => (file.Year, table)))];
    }

    /// <summary>Ascending, each the year in which its return ends.</summary>
    public IReadOnlyList<int> Years { get; }

    /// <summary>
    /// What the source tells of, also where it has no row. A table that is not here says nothing: its earlier rows are not withdrawn.
    /// </summary>
    public IReadOnlyList<(int Year, ReturnTable Table)> TablesGiven { get; }

    /// <param name="folder">One return (CSV files or one XML file), or one folder a year, or one XML file a year.</param>
    /// <param name="year">The year in which the return ends; may be left out where a folder or an XML file is named by it.</param>
    /// <exception cref="ReturnUnreadableException">Nothing of it can be taken.</exception>
    public static ReturnSource OfFolder(string folder, int? year)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return new ReturnSource(ReturnLayout.Of(FolderFiles.Of(full), year, Path.GetFileName(full)), archive: null);
    }

    /// <summary>The same layouts in a zip. Nothing is unpacked to disk.</summary>
    /// <param name="zip">Able to seek. It stays the caller's, and must live as long as the source.</param>
    /// <param name="maxUnpackedBytes">Of all entries together.</param>
    /// <exception cref="ReturnUnreadableException">Nothing of it can be taken.</exception>
    public static ReturnSource OfZip(Stream zip, int? year, long maxUnpackedBytes)
    {
        var (archive, files) = ZipFiles.Of(zip, maxUnpackedBytes);
        try
        {
            return new ReturnSource(ReturnLayout.Of(files, year, ownName: ""), archive);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Every row, year by year: of CSV files table by table in the order of <see cref="Ssda903Tables.All"/>, of XML child by child.
    /// </summary>
    /// <param name="report">Told of what is left out, repaired or worth knowing, before the rows that come after it.</param>
    /// <exception cref="ReturnUnreadableException">
    /// A fault that only shows in the middle of a file. Rows that were given before it must not be kept.
    /// </exception>
    public async IAsyncEnumerable<ReturnRow> Read(Action<ReturnProblem> report, [EnumeratorCancellation] CancellationToken cancel)
    {
        foreach (var file in files)
        {
            await foreach (var row in file.Read(report, cancel))
            {
                yield return row;
            }
        }
    }

    public void Dispose() => archive?.Dispose();

    private void EachTableOnce(int year)
    {
        var twice = files
            .Where(file => file is CsvFile && file.Year == year)
            .GroupBy(file => file.Tables[0])
            .FirstOrDefault(one => one.Count() > 1);
        if (twice is not null)
        {
            var paths = twice.Select(file => file.File.Path).ToList();
            throw new ReturnUnreadableException(
                "table_twice",
                $"The table {twice.Key.Name} of {year} is there twice, as {paths[0]} and as {paths[1]}; leave one of them out.",
                paths[1]
            );
        }
    }

    private void NothingVitalLacks(int year)
    {
        var given = files.Where(file => file.Year == year).SelectMany(file => file.Tables).ToHashSet();
        var lacking = new[] { Ssda903Tables.Header, Ssda903Tables.Episodes }.Where(table => !given.Contains(table)).ToList();
        if (lacking.Count > 0)
        {
            throw new ReturnUnreadableException(
                "table_missing",
                $"The return of {year} lacks {string.Join(" and ", lacking.Select(table => table.FileName + ".csv"))}; a return cannot be read without."
            );
        }
    }
}
