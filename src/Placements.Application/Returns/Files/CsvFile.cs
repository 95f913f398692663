using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;

namespace Placements.Application.Returns.Files;

/// <summary>One table of a return as CSV, however a spreadsheet or a case system wrote it.</summary>
internal sealed class CsvFile : ReturnFile
{
    private const int MostBytesOfRecord = 1 << 16;

    private readonly ReturnTable table;
    private readonly int[] places;

    private CsvFile(int year, SourceFile file, ReturnTable table, int[] places)
        : base(year, file)
    {
        this.table = table;
        this.places = places;
    }

    public override IReadOnlyList<ReturnTable> Tables => [table];

    public static CsvFile Open(int year, SourceFile file)
    {
        var quotes = new Quotes();
        using var csv = Reader(file, encoding: null, quotes);
        try
        {
            csv.ReadHeader();
        }
        catch (CsvFormatException)
        {
            throw TooLong(file, 1);
        }
        catch (InvalidDataException)
        {
            throw Damaged(file);
        }
        var (table, places) = CsvHeader.Recognise(file, csv.Headers.ToArray());
        MustBeOf(year, table, file);
        return new CsvFile(year, file, table, places);
    }

    public override async IAsyncEnumerable<ReturnRow> Read(Action<ReturnProblem> report, [EnumeratorCancellation] CancellationToken cancel)
    {
        var quotes = new Quotes();
        await using var csv = Reader(File, await FindEncoding(report, cancel), quotes);
        while (await Next(csv, cancel))
        {
            if (quotes.NeverClosed is { } line)
            {
                throw File.Unreadable(
                    "quote_not_closed",
                    $"In {File.Path} the row of line {line} opens a quotation mark that is never closed.",
                    line
                );
            }
            if (Row(csv, report) is { } row)
            {
                if (quotes.Odd)
                {
                    report(
                        Problem(
                            "odd_quotes",
                            "A quotation mark stands inside a cell; the cell was read with it or without.",
                            ProblemOutcome.Repaired,
                            row.Line,
                            row.Child
                        )
                    );
                }
                yield return row;
            }
            quotes.Odd = false;
        }
    }

    private ReturnRow? Row(CsvReader csv, Action<ReturnProblem> report)
    {
        if (IsBlank(csv))
        {
            return null;
        }
        if (csv.FieldCount != places.Length)
        {
            report(
                Problem(
                    "cell_count",
                    $"The row has {csv.FieldCount} cells where the table has {places.Length} columns; it was left out.",
                    ProblemOutcome.LeftOut,
                    csv.LineNumber
                )
            );
            return null;
        }

        var values = new string[places.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[places[i]] = csv.GetString(i).Trim();
        }
        for (var i = 0; i < values.Length; i++)
        {
            var tooLong = values[i].Length > MostCharactersOfCell;
            if (tooLong || values[i].Contains('\0', StringComparison.Ordinal))
            {
                var (code, message) = tooLong
                    ? ("cell_too_long", $"The cell holds more than {MostCharactersOfCell} characters; the row was left out.")
                    : ("nul_character", "The cell holds a NUL character, which no text has; the row was left out.");
                report(
                    Problem(code, message, ProblemOutcome.LeftOut, csv.LineNumber, i > 0 ? values[0] : null) with
                    {
                        Column = table.Columns[i],
                    }
                );
                return null;
            }
        }
        return new ReturnRow(Year, table, File.Path, csv.LineNumber, values);
    }

    /// <summary>Spreadsheets end a table with rows of nothing but separators.</summary>
    private static bool IsBlank(CsvReader csv)
    {
        for (var i = 0; i < csv.FieldCount; i++)
        {
            if (!csv.GetSpan(i).IsEmpty)
            {
                return false;
            }
        }
        return true;
    }

    private async Task<Encoding?> FindEncoding(Action<ReturnProblem> report, CancellationToken cancel)
    {
        try
        {
            if (await TextEncoding.IsUnicode(File, cancel))
            {
                return null;
            }
        }
        catch (InvalidDataException)
        {
            throw Damaged(File);
        }
        report(
            Problem("windows_1252", "The file is not in UTF-8; it was read as Windows-1252 (Latin-1).", ProblemOutcome.Noted, line: null)
        );
        return TextEncoding.Windows1252;
    }

    private async ValueTask<bool> Next(CsvReader csv, CancellationToken cancel)
    {
        try
        {
            return await csv.ReadAsync(cancel);
        }
        catch (CsvFormatException failure)
        {
            throw TooLong(File, failure.LineNumber);
        }
        catch (InvalidDataException)
        {
            throw Damaged(File);
        }
    }

    private static CsvReader Reader(SourceFile file, Encoding? encoding, Quotes quotes) =>
        CsvReader.Create(
            file.Open(),
            CsvReaderOptions.Default with
            {
                Encoding = encoding,
                DetectSeparatorHint = true,
                TrimWhitespace = true,
                TrackLineNumbers = true,
                MaxRecordSize = MostBytesOfRecord,
                PoolStrings = true,
                OnMalformedRecord = quotes.Note,
            }
        );

    private static ReturnUnreadableException TooLong(SourceFile file, long line) =>
        file.Unreadable(
            "record_too_long",
            $"In {file.Path} the row that begins in line {line} is longer than {MostBytesOfRecord / 1024} KB; perhaps a quotation mark is never closed, or the file has no line ends.",
            line
        );

    private static ReturnUnreadableException Damaged(SourceFile file) =>
        file.Unreadable("zip_damaged", $"The file {file.Path} cannot be unpacked: the zip is damaged.");

    private ReturnProblem Problem(string code, string message, ProblemOutcome outcome, long? line, string? child = null) =>
        new(code, message, outcome)
        {
            File = File.Path,
            Line = line,
            Child = child,
        };

    /// <summary>What the parser says of quotation marks, which it says while it moves on to the row.</summary>
    private sealed class Quotes
    {
        public long? NeverClosed { get; private set; }

        public bool Odd { get; set; }

        public void Note(CsvMalformedRecord record)
        {
            if (record.Reason == CsvMalformedReason.UnterminatedQuote)
            {
                NeverClosed = record.LineNumber;
            }
            else
            {
                Odd = true;
            }
        }
    }
}
