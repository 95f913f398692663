using System.Security.Cryptography;

namespace Placements.Application.Keys;

/// <summary>
/// AES-256-GCM as it is kept: a version byte, the nonce, the cipher text, the tag. Nonces are random: a key seals far fewer than the 2^32
/// texts up to which two of them hardly meet.
/// </summary>
public static class Sealed
{
    public const int KeySize = 32;
    private const byte Version = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int Before = 1 + NonceSize;

    internal static int SizeOf(int plain) => Before + plain + TagSize;

    /// <summary>Negative: it cannot be one of ours.</summary>
    internal static int PlainSizeOf(ReadOnlySpan<byte> sealedText) =>
        sealedText.Length >= Before + TagSize && sealedText[0] == Version ? sealedText.Length - Before - TagSize : -1;

    /// <summary>The text in that form.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> about)
    {
        var made = new byte[SizeOf(plain.Length)];
        using var cipher = With(key);
        Seal(cipher, plain, about, made);
        return made;
    }

    /// <exception cref="CryptographicException">Another key, another place, a changed text, or none of ours.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> about)
    {
        if (PlainSizeOf(sealedText) is not (>= 0 and var size))
        {
            throw new CryptographicException("This was not sealed here.");
        }
        var plain = new byte[size];
        using var cipher = With(key);
        Open(cipher, sealedText, about, plain);
        return plain;
    }

    internal static AesGcm With(ReadOnlySpan<byte> key) => new(key, TagSize);

    /// <param name="about">What the text belongs to: it opens only beside the same.</param>
    /// <param name="to">Of the size of <see cref="SizeOf"/>.</param>
    internal static void Seal(AesGcm key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> about, Span<byte> to)
    {
        to[0] = Version;
        RandomNumberGenerator.Fill(to[1..Before]);
        key.Encrypt(to[1..Before], plain, to.Slice(Before, plain.Length), to[(Before + plain.Length)..], about);
    }

    /// <param name="plain">Of the size of <see cref="PlainSizeOf"/>.</param>
    /// <exception cref="CryptographicException">Another key, another place, or a changed text.</exception>
    internal static void Open(AesGcm key, ReadOnlySpan<byte> sealedText, ReadOnlySpan<byte> about, Span<byte> plain) =>
        key.Decrypt(sealedText[1..Before], sealedText.Slice(Before, plain.Length), sealedText[(Before + plain.Length)..], plain, about);
}
