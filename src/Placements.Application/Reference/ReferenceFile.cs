using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;
using Placements.Domain.Codes;

namespace Placements.Application.Reference;

/// <summary>
/// Reads a CSV of reference data line by line. Columns are found by name, in whatever case and order; others are ignored. What a cell
/// is not, is said of its line: <see cref="Wrong"/> keeps the first thing wrong with it.
/// </summary>
internal sealed class ReferenceFile : IAsyncDisposable
{
    private const int LongestText = 500;

    private static readonly CsvReaderOptions Options = CsvReaderOptions.Default with { TrackLineNumbers = true, MaxRecordSize = 64 * 1024 };

    private readonly CsvReader csv;
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);

    private ReferenceFile(CsvReader csv, string[] columns)
    {
        this.csv = csv;
        if (csv.Headers.Count == 0)
        {
            throw new InvalidOperationException("The file is empty.");
        }
        foreach (var column in columns)
        {
            places[column] = csv.TryGetFieldIndex(column, out var place)
                ? place
                : throw new InvalidOperationException(
                    $"The first line of the file names no column {column}: it must name {string.Join(", ", columns)}."
                );
        }
    }

    /// <summary>What is wrong with the current line, as far as it was asked for; null: nothing yet.</summary>
    public string? Wrong { get; private set; }

    /// <exception cref="InvalidOperationException">The first line does not name the columns.</exception>
    public static ReferenceFile Open(Stream stream, string[] columns)
    {
        var reader = CsvReader.Create(stream, Options);
        try
        {
            return new ReferenceFile(reader, columns);
        }
        catch (CsvFormatException malformed)
        {
            reader.Dispose();
            throw Unreadable(malformed);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>The number of each line, while that line is the current one.</summary>
    /// <exception cref="InvalidOperationException">From some line on this is no CSV.</exception>
    public async IAsyncEnumerable<long> Lines([EnumeratorCancellation] CancellationToken cancel)
    {
        while (await Next(cancel))
        {
            Wrong =
                csv.FieldCount > csv.Headers.Count
                    ? $"The line has {csv.FieldCount} cells for {csv.Headers.Count} columns; a cell with a comma in it needs quotation marks."
                    : null;
            yield return csv.LineNumber;
        }
    }

    public ValueTask DisposeAsync() => csv.DisposeAsync();

    public string Authority(string column)
    {
        var code = Cell(column);
        if (code.Length == 0)
        {
            return Blame(code, $"There is no {column}.");
        }
        return Authorities.IsPlausible(code) ? code : Blame(code, $"There is no authority {Shown.Short(code)}.");
    }

    /// <summary>GSS codes with spaces between them, or none, and never the line's own.</summary>
    public IReadOnlyList<string> OtherAuthorities(string column, string own)
    {
        var codes = Cell(column).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (codes.FirstOrDefault(code => !Authorities.IsPlausible(code)) is { } wrong)
        {
            Wrong ??= $"There is no authority {Shown.Short(wrong)}; {column} are codes with spaces between them.";
        }
        if (codes.Contains(Cell(own), StringComparer.Ordinal))
        {
            Wrong ??= $"{Shown.Short(Cell(own))} is named among its own {column}.";
        }
        return codes;
    }

    public int Number(string column, int least, int most)
    {
        var typed = Cell(column);
        return int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : Blame(0, $"{Said(column, typed)} is no whole number from {least} to {most}.");
    }

    public DateOnly Day(string column)
    {
        var typed = Cell(column);
        return DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : Blame(day, $"{Said(column, typed)} is no date written year, month, day, as in 2022-04-15.");
    }

    public string OneOf(string column, params string[] values)
    {
        var typed = Cell(column);
        return values.Contains(typed, StringComparer.Ordinal)
            ? typed
            : Blame(typed, $"{Said(column, typed)} is none of {string.Join(", ", values)}.");
    }

    public string Text(string column)
    {
        var text = TextOrNull(column);
        return text ?? Blame("", $"There is no {column}.");
    }

    public string? TextOrNull(string column)
    {
        var text = Cell(column);
        if (text.Length > LongestText || text.Any(char.IsControl))
        {
            Wrong ??= $"{Said(column, text)} is longer than {LongestText} characters or has line ends in it.";
        }
        return text.Length == 0 ? null : text;
    }

    /// <exception cref="InvalidOperationException">The cell holds bytes that are no UTF-8: names would come in damaged.</exception>
    private string Cell(string column)
    {
        var text = csv.GetString(places[column]);
        return text.Contains('\uFFFD', StringComparison.Ordinal)
            ? throw new InvalidOperationException(
                $"The file is not written in UTF-8, as line {csv.LineNumber} shows: {Shown.Short(text)}. Save it as CSV in UTF-8."
            )
            : text.Trim();
    }

    private static string Said(string column, string typed) =>
        typed.Length == 0 ? $"The empty cell of {column}" : $"The {column} {Shown.Short(typed)}";

    private T Blame<T>(T inPlace, string wrong)
    {
        Wrong ??= wrong;
        return inPlace;
    }

    private async ValueTask<bool> Next(CancellationToken cancel)
    {
        try
        {
            return await csv.ReadAsync(cancel);
        }
        catch (CsvFormatException malformed)
        {
            throw Unreadable(malformed);
        }
    }

    private static InvalidOperationException Unreadable(CsvFormatException malformed) =>
        new(
            $"The file cannot be read from line {malformed.LineNumber} on: the line is too long, perhaps a quote is not closed.",
            malformed
        );
}
