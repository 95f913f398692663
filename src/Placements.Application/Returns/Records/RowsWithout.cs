using System.Security.Cryptography;
using CsvHelper;

namespace Placements.Application.Returns.Records;

/// <summary>
/// Passes the lines of one of our CSV files on as they are, byte for byte, but for those that name somebody who is to be left out: by
/// <c>childId</c> where the file has that column, else by the child's code. A line break within quotes is the cell's.
/// </summary>
internal sealed class RowsWithout(Stream to, IReadOnlySet<string> names) : PassingStream
{
    private readonly MemoryStream line = new();
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool quoted;
    private int? nameColumn;

    public long LeftOut { get; private set; }

    /// <summary>Of what was passed on, in lower-case hexadecimal; once it is finished.</summary>
    public string Sha256 { get; private set; } = "";

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var begin = 0;
        for (var i = 0; i < buffer.Length; i++)
        {
            var one = buffer.Span[i];
            quoted ^= one == (byte)'"';
            if (one == (byte)'\n' && !quoted)
            {
                line.Write(buffer.Span[begin..(i + 1)]);
                begin = i + 1;
                await Pass(cancellationToken);
            }
        }
        line.Write(buffer.Span[begin..]);
    }

    /// <summary>The last line, which may have no end.</summary>
    public async Task Finish(CancellationToken cancel)
    {
        if (line.Length > 0)
        {
            await Pass(cancel);
        }
        Sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private async ValueTask Pass(CancellationToken cancel)
    {
        var whole = line.GetBuffer().AsMemory(0, (int)line.Length);
        line.SetLength(0);
        using var csv = CsvReader.Create(new MemoryStream(whole.ToArray()), CsvReaderOptions.Default);
        csv.ReadHeader();
        var cells = csv.Headers.ToList();
        if (nameColumn is not { } column)
        {
            // The header line.
            nameColumn = cells.FindIndex(cell => cell == "childId") is >= 0 and var id
                ? id
                : cells.FindIndex(cell => string.Equals(cell.TrimStart('\uFEFF'), "child", StringComparison.OrdinalIgnoreCase));
            if (nameColumn < 0)
            {
                throw new InvalidOperationException("The file names no child in its header line, so nobody can be left out of it.");
            }
        }
        else if (names.Contains(cells[column]) || names.Contains(Unescaped(cells[column])))
        {
            LeftOut++;
            return;
        }
        hash.AppendData(whole.Span);
        Bytes += whole.Length;
        await to.WriteAsync(whole, cancel);
    }

    /// <summary>A cell that a spreadsheet would take for a formula was given an apostrophe.</summary>
    private static string Unescaped(string cell) => cell.StartsWith('\'') ? cell[1..] : cell;

    protected override void Dispose(bool disposing)
    {
        line.Dispose();
        hash.Dispose();
        base.Dispose(disposing);
    }
}
