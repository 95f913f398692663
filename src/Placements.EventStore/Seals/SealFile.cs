using System.Text;

namespace Placements.EventStore.Seals;

/// <summary>
/// Seals published outside of the database: a file that grows by a line of JSON for each. With it, cutting off the end of the log together
/// with its seals is found, as long as who cuts does not reach the file.
/// </summary>
public sealed class SealFile(string path, SealLog seals)
{
    /// <summary>More than the longest seal: a thousand numbers with a hole after each.</summary>
    private const int LongestLine = 1 << 17;

    private static readonly FileStreamOptions Open = new()
    {
        Mode = FileMode.OpenOrCreate,
        Access = FileAccess.ReadWrite,
        // One host at a time.
        Share = FileShare.None,
        Options = FileOptions.Asynchronous,
    };

    /// <summary>Adds the seals that the file does not have yet; each is on the disk before the next is written.</summary>
    /// <returns>How many that were.</returns>
    /// <exception cref="SealException">The last seal in the file is not that of the database, so nothing was added.</exception>
    /// <exception cref="IOException">The file cannot be written, or another host writes it now.</exception>
    public async Task<int> Publish(CancellationToken cancel = default)
    {
        await using var file = new FileStream(path, Open);
        var last = await ReadLast(file, cancel);
        if (last is not null && await seals.Find(last.Number, cancel) != last)
        {
            throw new SealException(
                $"Seal {last.Number}, the last in {path}, is not the one in the database: run verify, and after a restore name another file."
            );
        }
        var count = 0;
        await foreach (var seal in seals.After(last?.Number ?? 0, cancel))
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes(seal.Line() + "\n"), cancel);
            file.Flush(flushToDisk: true);
            count++;
        }
        return count;
    }

    /// <summary>Writes all seals to a new file.</summary>
    /// <returns>How many there are.</returns>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    public static async Task<int> Export(string path, SealLog seals, CancellationToken cancel = default)
    {
        await using var file = new StreamWriter(new FileStream(path, FileMode.CreateNew)) { NewLine = "\n" };
        var count = 0;
        await foreach (var seal in seals.After(0, cancel))
        {
            await file.WriteLineAsync(seal.Line().AsMemory(), cancel);
            count++;
        }
        return count;
    }

    /// <summary>Leaves the file at the end of its last whole line: a machine that stopped may have left a part of one.</summary>
    private async Task<Seal?> ReadLast(FileStream file, CancellationToken cancel)
    {
        file.Position = Math.Max(0, file.Length - (2 * LongestLine));
        var end = new byte[file.Length - file.Position];
        await file.ReadExactlyAsync(end, cancel);
        var whole = Array.LastIndexOf(end, (byte)'\n') + 1;
        file.SetLength(file.Length - end.Length + whole);
        file.Position = file.Length;
        if (whole == 0)
        {
            return null;
        }
        var line = Encoding.UTF8.GetString(end.AsSpan(0, whole - 1));
        return Seal.OfLine(line[(line.LastIndexOf('\n') + 1)..])
            ?? throw new SealException($"The last line of {path} is no seal, so nothing was added to it.");
    }
}
