using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Placements.EventStore.Seals;

/// <summary>
/// Reads rows of the log as they are hashed. A canonical row is every column but the transaction id as text, each after its length in four
/// bytes: just what PostgreSQL writes as a binary <c>COPY</c>, so that a copy written by psql holds it too.
/// </summary>
internal sealed class CanonicalRows(Stream copy) : IAsyncDisposable
{
    /// <summary>The transaction id, then the canonical row. Instants are microseconds since 1970.</summary>
    public const string Columns = """
        transaction_id::text, seq_id::text, id::text, stream_id::text, version::text, data::text, encode(bdata, 'hex'), type::text,
        (extract(epoch from timestamp) * 1000000)::bigint::text, tenant_id::text, mt_dotnet_type::text, correlation_id::text,
        causation_id::text, headers::text, user_name::text, is_archived::text
        """;

    /// <summary>Signature, flags and the length of an extension, which is 0.</summary>
    private const int HeaderLength = 19;
    private const int CountLength = 2;

    private byte[] buffer = new byte[1 << 17];
    private int start;
    private int end;
    private bool begun;
    private readonly Range[] fields = new Range[16];

    /// <param name="connection">Free; it is this reader's until the reader is disposed.</param>
    /// <param name="rest">What follows the columns: <c>from placements.mt_events e …</c>, constants only. Order by <c>e.seq_id</c>: without the e it is the text.</param>
    public static async Task<CanonicalRows> Open(NpgsqlConnection connection, string rest, CancellationToken cancel) =>
        new(await connection.BeginRawBinaryCopyAsync($"copy (select {Columns} {rest}) to stdout (format binary)", cancel));

    public long TransactionId => Number(0);

    public long SeqId => Number(1);

    public string StreamId => Encoding.UTF8.GetString(Field(3));

    public long Version => Number(4);

    /// <summary>The hash of the canonical row.</summary>
    public void Hash(Span<byte> hash)
    {
        // The row ends with its last field, which is never null.
        var canonical = buffer.AsSpan(fields[0].End.Value..fields[^1].End.Value);
        SHA256.HashData(canonical, hash);
    }

    /// <summary>Goes to the next row; false after the last.</summary>
    public async ValueTask<bool> Read(CancellationToken cancel)
    {
        if (!begun)
        {
            begun = true;
            await Need(HeaderLength, cancel);
            start += HeaderLength;
        }
        await Need(CountLength, cancel);
        if (BinaryPrimitives.ReadInt16BigEndian(buffer.AsSpan(start)) != fields.Length)
        {
            return false;
        }
        var at = CountLength;
        for (var i = 0; i < fields.Length; i++)
        {
            await Need(at + sizeof(int), cancel);
            var length = Math.Max(BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(start + at)), 0);
            at += sizeof(int);
            await Need(at + length, cancel);
            fields[i] = at..(at + length);
            at += length;
        }
        // Reading may have moved the row within the buffer until here.
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = (fields[i].Start.Value + start)..(fields[i].End.Value + start);
        }
        start += at;
        return true;
    }

    private async ValueTask Need(int length, CancellationToken cancel)
    {
        if (end - start >= length)
        {
            return;
        }
        if (start + length > buffer.Length)
        {
            var larger = length > buffer.Length ? new byte[Math.Max(length, buffer.Length * 2)] : buffer;
            Buffer.BlockCopy(buffer, start, larger, 0, end - start);
            (buffer, start, end) = (larger, 0, end - start);
        }
        end += await copy.ReadAtLeastAsync(buffer.AsMemory(end), length - (end - start), throwOnEndOfStream: true, cancel);
    }

    private ReadOnlySpan<byte> Field(int i) => buffer.AsSpan(fields[i]);

    private long Number(int i) =>
        Utf8Parser.TryParse(Field(i), out long number, out var read) && read == Field(i).Length
            ? number
            : throw new InvalidDataException("A row of the log holds text where a number must be.");

    public ValueTask DisposeAsync() => copy.DisposeAsync();
}
