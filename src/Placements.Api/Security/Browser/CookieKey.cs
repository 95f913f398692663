using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Placements.Api.Hosting;

namespace Placements.Api.Security.Browser;

/// <summary>
/// Seals what a sign-in leaves with the browser or in the database: AES-256-GCM under a key of its own for each purpose, derived from the
/// one that all hosts of the site share (<c>cookies.key</c>). The framework's own protection would keep keys in files of each host.
/// </summary>
internal sealed class CookieKey : IDataProtector
{
    public const string File = "cookies.key";

    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] key;

    private CookieKey(byte[] key) => this.key = key;

    /// <exception cref="InvalidOperationException">There is no key, or what there is is none.</exception>
    public static CookieKey Of(KeySource keys)
    {
        var text = keys.Text("Cookies", File, Make);
        var bytes = new byte[KeyBytes + 1];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var count) && count == KeyBytes
            ? new CookieKey(bytes[..KeyBytes])
            : throw new InvalidOperationException("The key cookies.key (Keys__Cookies) must be 32 random bytes, written in base64.");
    }

    /// <summary>A new one, as text.</summary>
    public static string Make() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));

    public IDataProtector CreateProtector(string purpose) =>
        new CookieKey(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, KeyBytes, info: Encoding.UTF8.GetBytes(purpose)));

    public byte[] Protect(byte[] plaintext)
    {
        var made = new byte[NonceBytes + TagBytes + plaintext.Length];
        RandomNumberGenerator.Fill(made.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(Nonce(made), plaintext, Secret(made), Tag(made));
        return made;
    }

    /// <exception cref="CryptographicException">It was not sealed here, or for another purpose, or it was changed.</exception>
    public byte[] Unprotect(byte[] protectedData)
    {
        if (protectedData.Length < NonceBytes + TagBytes)
        {
            throw new CryptographicException("This was not sealed here.");
        }
        var opened = new byte[protectedData.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(Nonce(protectedData), Secret(protectedData), Tag(protectedData), opened);
        return opened;
    }

    private static Span<byte> Nonce(byte[] whole) => whole.AsSpan(0, NonceBytes);

    private static Span<byte> Tag(byte[] whole) => whole.AsSpan(NonceBytes, TagBytes);

    private static Span<byte> Secret(byte[] whole) => whole.AsSpan(NonceBytes + TagBytes);
}
