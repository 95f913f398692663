using System.Security.Cryptography;
using Placements.EventStore;

namespace Placements.Application.Keys;

/// <summary>
/// The key of one child's record, for one reading or writing of it. It is unwrapped when the first encrypted member is met, and made when
/// the first one is written to a record that has none yet. For one thread at a time. Dispose it.
/// </summary>
public sealed class ChildKey : IDisposable
{
    private readonly IKeyWrapping keys;
    private readonly string tenant;
    private readonly Guid childId;
    private readonly StreamKey? kept;
    private AesGcm? open;

    private ChildKey(IKeyWrapping keys, string tenant, Guid childId, StreamKey? kept) =>
        (this.keys, this.tenant, this.childId, this.kept) = (keys, tenant, childId, kept);

    public static ChildKey Of(StreamHistory stream, IKeyWrapping keys) => new(keys, stream.Tenant, stream.Id, stream.Key);

    /// <summary>For a record that has no entries yet.</summary>
    public static ChildKey Of(string tenant, Guid childId, IKeyWrapping keys) => new(keys, tenant, childId, null);

    /// <summary>What was encrypted with it cannot be read any more, and nothing is written to the record.</summary>
    public bool IsDestroyed => kept is { Wrapped: null };

    /// <summary>A key that was made here: to be kept in the transaction that writes what it encrypts. Null: there is none.</summary>
    public StreamKey? ToKeep { get; private set; }

    /// <summary>A personal member was read that nothing encrypts: the entry was recorded before members were.</summary>
    public bool MetPlainText { get; internal set; }

    internal byte[] Encrypt(Guid entryId, ReadOnlySpan<byte> plain)
    {
        var cipher = new byte[Sealed.SizeOf(plain.Length)];
        Span<byte> about = stackalloc byte[16];
        entryId.TryWriteBytes(about);
        Sealed.Seal(
            open ??=
                IsDestroyed ? throw Destroyed()
                : kept is null ? Make()
                : Unwrap(kept),
            plain,
            about,
            cipher
        );
        return cipher;
    }

    /// <exception cref="KeyException">It was encrypted for another entry or child, or changed since.</exception>
    internal byte[] Decrypt(Guid entryId, ReadOnlySpan<byte> cipher)
    {
        var plain = new byte[Math.Max(0, Sealed.PlainSizeOf(cipher))];
        Span<byte> about = stackalloc byte[16];
        entryId.TryWriteBytes(about);
        open ??= kept is null ? throw new KeyException($"Entry {entryId} is encrypted, and record {childId} has no key.") : Unwrap(kept);
        try
        {
            if (Sealed.PlainSizeOf(cipher) < 0)
            {
                throw new CryptographicException("It is too short, or of another version.");
            }
            Sealed.Open(open, cipher, about, plain);
            return plain;
        }
        catch (CryptographicException changed)
        {
            throw new KeyException($"Entry {entryId} of record {childId} does not open with the record's key: it was changed.", changed);
        }
    }

    public void Dispose() => open?.Dispose();

    private AesGcm Make()
    {
        Span<byte> key = stackalloc byte[Sealed.KeySize];
        RandomNumberGenerator.Fill(key);
        ToKeep = keys.Wrap(tenant, childId, key);
        return Opened(key);
    }

    private AesGcm Unwrap(StreamKey wrapped)
    {
        Span<byte> key = stackalloc byte[Sealed.KeySize];
        keys.Unwrap(tenant, childId, wrapped, key);
        return Opened(key);
    }

    private static AesGcm Opened(Span<byte> key)
    {
        var opened = Sealed.With(key);
        CryptographicOperations.ZeroMemory(key);
        return opened;
    }

    private KeyException Destroyed() => new($"The key of record {childId} is destroyed: nothing is written to it any more.");
}
