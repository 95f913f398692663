using System.Text;
using System.Xml;
using CsvHelper;
using Placements.Application.Returns.Files.Xml;

namespace Placements.Application.Returns.Files;

/// <summary>
/// Writes what <see cref="ReturnSource"/> reads, in the form that the Department takes: exact columns, UTF-8 without a mark, lines
/// ended by LF. A cell stays as it is even where a spreadsheet would take it for a formula, since it is a machine that reads it.
/// </summary>
public static class ReturnWriter
{
    private static readonly CsvWriterOptions CsvForm = CsvWriterOptions.Default with { NewLine = "\n", Injection = CsvInjection.None };

    private static readonly XmlWriterSettings XmlForm = new()
    {
        Async = true,
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        Indent = true,
        IndentChars = " ",
        NewLineChars = "\n",
        // A line break in a cell is the cell's.
        NewLineHandling = NewLineHandling.Entitize,
        CloseOutput = false,
    };

    /// <summary>One table, with its header line also where there is no row. The stream stays open.</summary>
    /// <exception cref="ArgumentException">A row has not the table's number of columns.</exception>
    public static async Task WriteCsv(Stream to, ReturnTable table, IAsyncEnumerable<IReadOnlyList<string>> rows, CancellationToken cancel)
    {
        await using var csv = CsvWriter.Create(to, CsvForm, leaveOpen: true);
        await csv.WriteRecordAsync([.. table.Columns], cancel);
        await foreach (var row in rows.WithCancellation(cancel))
        {
            MustFit(table, row);
            await csv.WriteRecordAsync(row as string[] ?? [.. row], cancel);
        }
    }

    /// <summary>A whole return, child by child. What is read back has the same rows. The stream stays open.</summary>
    /// <exception cref="ArgumentException">
    /// A row is of another child, of a table that the year has not, has not its table's number of columns, or is the child's second of
    /// Header.
    /// </exception>
    public static async Task WriteXml(
        Stream to,
        int year,
        IAsyncEnumerable<(string Child, IReadOnlyList<(ReturnTable Table, IReadOnlyList<string> Values)> Rows)> children,
        CancellationToken cancel
    )
    {
        await using var xml = XmlWriter.Create(to, XmlForm);
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, XmlTags.Root, null);
        await foreach (var (child, rows) in children.WithCancellation(cancel))
        {
            foreach (var (table, values) in rows)
            {
                MustFit(table, values);
                Must(table.FirstYear <= year, $"The return of {year} has no table {table.Name}.");
                Must(values[0] == child, $"A row of {table.Name} is of another child.");
            }
            await new XmlChildWriter(xml, child, rows).Write();
        }
        await xml.WriteEndElementAsync();
        await xml.WriteEndDocumentAsync();
    }

    private static void MustFit(ReturnTable table, IReadOnlyList<string> row) =>
        Must(row.Count == table.Columns.Count, $"A row of {table.Name} has {table.Columns.Count} cells, not {row.Count}.");

    internal static void Must(bool holds, string message)
    {
        if (!holds)
        {
            throw new ArgumentException(message);
        }
    }
}
