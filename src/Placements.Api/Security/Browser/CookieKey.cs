using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Placements.Api.Hosting;
using Placements.Application.Keys;

namespace Placements.Api.Security.Browser;

/// <summary>
/// Seals what a sign-in leaves with the browser or in the database: AES-256-GCM under a key of its own for each purpose, derived from the
/// one that all hosts of the site share (<c>cookies.key</c>). The framework's own protection would keep keys in files of each host.
/// </summary>
internal sealed class CookieKey : IDataProtector
{
    public const string File = "cookies.key";

    private readonly byte[] key;

    private CookieKey(byte[] key) => this.key = key;

    /// <exception cref="InvalidOperationException">There is no key, or what there is is none.</exception>
    public static CookieKey Of(KeySource keys)
    {
        var text = keys.Text("Cookies", File, Make);
        var bytes = new byte[Sealed.KeySize + 1];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var count) && count == Sealed.KeySize
            ? new CookieKey(bytes[..Sealed.KeySize])
            : throw new InvalidOperationException("The key cookies.key (Keys__Cookies) must be 32 random bytes, written in base64.");
    }

    /// <summary>A new one, as text.</summary>
    public static string Make() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Sealed.KeySize));

    public IDataProtector CreateProtector(string purpose) =>
        new CookieKey(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, Sealed.KeySize, info: Encoding.UTF8.GetBytes(purpose)));

    public byte[] Protect(byte[] plaintext) => Sealed.Seal(key, plaintext, about: []);

    /// <exception cref="CryptographicException">It was not sealed here, or for another purpose, or it was changed.</exception>
    public byte[] Unprotect(byte[] protectedData) => Sealed.Open(key, protectedData, about: []);
}
