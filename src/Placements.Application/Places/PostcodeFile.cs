using System.Globalization;
using CsvHelper;
using Placements.Application.Reference;
using Placements.Domain.Codes;

namespace Placements.Application.Places;

/// <summary>
/// Reads a CSV in the shape of the ONS Postcode Directory, line by line. Columns are found by name, in whatever case and order; their
/// names changed over the years. Codes and numbers are ASCII, so a file in another 8-bit encoding reads as well as one in UTF-8.
/// </summary>
internal sealed class PostcodeFile : IAsyncDisposable
{
    private const int LargestEasting = 700_000;
    private const int LargestNorthing = 1_300_000;

    private static readonly CsvReaderOptions Options = CsvReaderOptions.Default with
    {
        TrackLineNumbers = true,
        // The whole directory has fifty short columns; a quote that is never closed must not take the rest of the file for one line.
        MaxRecordSize = 64 * 1024,
    };

    private readonly CsvReader csv;
    private readonly int postcode;
    private readonly int authority;
    private readonly int? county;
    private readonly int easting;
    private readonly int northing;

    private PostcodeFile(CsvReader csv)
    {
        this.csv = csv;
        if (csv.Headers.Count == 0)
        {
            throw new InvalidOperationException("The file is empty.");
        }
        postcode = Required("pcds");
        authority = Required("oslaua", "laua", "lad??cd");
        county = Column("oscty", "cty", "cty??cd");
        easting = Required("oseast1m", "east1m");
        northing = Required("osnrth1m", "north1m", "nrth1m");
    }

    /// <exception cref="InvalidOperationException">The first line does not name the columns.</exception>
    public static PostcodeFile Open(Stream stream)
    {
        var reader = CsvReader.Create(stream, Options);
        try
        {
            return new PostcodeFile(reader);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <summary>Each line as a place, or as what is wrong with it.</summary>
    /// <exception cref="InvalidOperationException">From some line on this is no CSV.</exception>
    public async IAsyncEnumerable<(long Line, PostcodePlace? Place, string? Wrong)> Lines(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel
    )
    {
        while (await Read(cancel))
        {
            var (place, wrong) = Current();
            yield return (csv.LineNumber, place, wrong);
        }
    }

    public ValueTask DisposeAsync() => csv.DisposeAsync();

    private async ValueTask<bool> Read(CancellationToken cancel)
    {
        try
        {
            return await csv.ReadAsync(cancel);
        }
        catch (CsvFormatException malformed)
        {
            throw new InvalidOperationException(
                $"The file cannot be read from line {malformed.LineNumber} on: the line is too long, perhaps a quote is not closed.",
                malformed
            );
        }
    }

    private (PostcodePlace? Place, string? Wrong) Current()
    {
        var typed = csv.GetString(postcode);
        if (Postcode.Normalise(typed) is not { } written)
        {
            return (null, typed.Length == 0 ? "There is no postcode." : $"{Shown.Short(typed)} is no postcode.");
        }
        var code = Authority();
        if (code is not null && !Authorities.IsPlausible(code))
        {
            return (null, $"There is no authority {Shown.Short(code)}.");
        }
        if (!IsMetres(csv.GetString(easting), LargestEasting, out var east))
        {
            return (null, $"The easting {Shown.Short(csv.GetString(easting))} is no whole number of metres from 0 to {LargestEasting}.");
        }
        if (!IsMetres(csv.GetString(northing), LargestNorthing, out var north))
        {
            return (null, $"The northing {Shown.Short(csv.GetString(northing))} is no whole number of metres from 0 to {LargestNorthing}.");
        }
        return east is null == north is null
            ? (new PostcodePlace(written, code, east, north), null)
            : (null, "The grid reference has an easting or a northing alone.");
    }

    /// <summary>In two tiers the county council looks after children, not the district. Pseudo codes mean that there is none.</summary>
    private string? Authority()
    {
        var code = csv.GetString(authority).Trim();
        if (county is { } column && csv.GetString(column).Trim() is ['E', '1', '0', ..] upper)
        {
            code = upper;
        }
        return code.Length == 0 || (code.Length == 9 && code.EndsWith("99999999", StringComparison.Ordinal)) ? null : code;
    }

    /// <summary>Blank is not known. Programs that take the column for decimals write 318400.0.</summary>
    private static bool IsMetres(string text, int largest, out int? metres)
    {
        metres = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }
        const NumberStyles style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        if (
            !decimal.TryParse(text, style, CultureInfo.InvariantCulture, out var value)
            || value > largest
            || value != decimal.Truncate(value)
        )
        {
            return false;
        }
        metres = (int)value;
        return true;
    }

    private int Required(params string[] names) =>
        Column(names)
        ?? throw new InvalidOperationException(
            $"The first line of the file names no column {string.Join(" or ", names)}: it must name postcode (pcds), authority (oslaua) and "
                + "grid reference (oseast1m, osnrth1m), as the ONS Postcode Directory does."
        );

    /// <summary>The first column of such a name; a question mark stands for a digit of the year.</summary>
    private int? Column(params string[] names)
    {
        for (var i = 0; i < csv.Headers.Count; i++)
        {
            var header = csv.Headers[i].Trim();
            if (names.Any(name => IsCalled(header, name)))
            {
                return i;
            }
        }
        return null;
    }

    private static bool IsCalled(string header, string name) =>
        header.Length == name.Length
        && header
            .Zip(name)
            .All(pair => pair.Second == '?' ? char.IsAsciiDigit(pair.First) : char.ToLowerInvariant(pair.First) == pair.Second);
}
