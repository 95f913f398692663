namespace Placements.Application.Returns.Files;

/// <summary>
/// A zip entry that is what was packed: the runtime does not compare the checksum, and ends an entry early that is longer than it says.
/// Either would pass as a table with fewer or other rows.
/// </summary>
/// <exception cref="InvalidDataException">At the end, when the checksum is another.</exception>
internal sealed class ChecksummedStream(Stream inner, uint expected) : Stream
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Entry((uint)value))];

    private uint checksum = uint.MaxValue;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Check(buffer[..read], buffer.Length);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Check(buffer.Span[..read], buffer.Length);
        return read;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Check(ReadOnlySpan<byte> bytes, int wanted)
    {
        foreach (var one in bytes)
        {
            checksum = Table[(byte)(checksum ^ one)] ^ (checksum >> 8);
        }
        if (bytes.IsEmpty && wanted > 0 && ~checksum != expected)
        {
            throw new InvalidDataException("The checksum is another than the zip says.");
        }
    }

    /// <summary>CRC-32 as ISO 3309 and zip have it, not the Castagnoli one of the processor.</summary>
    private static uint Entry(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ 0xEDB88320;
        }
        return value;
    }
}
