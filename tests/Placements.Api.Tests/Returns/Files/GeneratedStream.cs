namespace Placements.Tests.Api.Returns.Files;

/// <summary>A beginning, then the same bytes again and again up to a length that nobody would hold in memory.</summary>
public sealed class GeneratedStream(byte[] beginning, byte[] again, long length) : Stream
{
    private long position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    /// <summary>How much was read of it.</summary>
    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var end = (int)Math.Min(count, length - position);
        for (var i = 0; i < end; i++, position++)
        {
            buffer[offset + i] = position < beginning.Length ? beginning[position] : again[(position - beginning.Length) % again.Length];
        }
        return end;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
