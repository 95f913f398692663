using System.Security.Cryptography;
using System.Text;

namespace Placements.Application.Returns.Records;

/// <summary>
/// Passes the lines of one of our CSV files on as they are, byte for byte, but for those that name somebody who is to be left out: by
/// <c>childId</c> where the file has that column, else by the child's code. A line break within quotes is the cell's.
/// </summary>
internal sealed class RowsWithout(Stream to, IReadOnlySet<string> names) : Stream
{
    private readonly MemoryStream line = new();
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool quoted;
    private int? nameColumn;

    public long LeftOut { get; private set; }

    /// <summary>Of what was passed on.</summary>
    public long Bytes { get; private set; }

    /// <summary>Of the same, in lower-case hexadecimal; once it is finished.</summary>
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

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

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
        var cells = Cells(Encoding.UTF8.GetString(whole.Span).TrimEnd('\r', '\n'));
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

    private static List<string> Cells(string line)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var within = false;
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '"' when within && i + 1 < line.Length && line[i + 1] == '"':
                    cell.Append('"');
                    i++;
                    break;
                case '"':
                    within = !within;
                    break;
                case ',' when !within:
                    cells.Add(cell.ToString());
                    cell.Clear();
                    break;
                case var other:
                    cell.Append(other);
                    break;
            }
        }
        cells.Add(cell.ToString());
        return cells;
    }

    protected override void Dispose(bool disposing)
    {
        line.Dispose();
        hash.Dispose();
        base.Dispose(disposing);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => Bytes;

    public override long Position
    {
        get => Bytes;
        set => throw new NotSupportedException();
    }

    public override void Flush() { }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("Lines go on to somebody who is not waited for.");
}
