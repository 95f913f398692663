using System.Security.Cryptography;

namespace Placements.EventStore.Seals;

/// <summary>What seals are signed with: ECDSA on P-256. Kept outside of the database. Dispose it.</summary>
public sealed class SealKey : IDisposable
{
    private readonly ECDsa key;

    private SealKey(ECDsa key) => (this.key, Id) = (key, SealPublicKeys.IdOf(key));

    /// <summary>See <see cref="Seal.KeyId"/>.</summary>
    public string Id { get; }

    /// <summary>For whoever checks the seals.</summary>
    public string PublicPem => key.ExportSubjectPublicKeyInfoPem() + "\n";

    /// <summary>A new key as text: PKCS#8 in PEM.</summary>
    public static string Make()
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return made.ExportPkcs8PrivateKeyPem() + "\n";
    }

    /// <exception cref="SealException">That is no such key.</exception>
    public static SealKey Read(string pem)
    {
        var read = ECDsa.Create();
        try
        {
            read.ImportFromPem(pem);
            if (read.ExportParameters(includePrivateParameters: true).Curve.Oid.Value == SealPublicKeys.P256)
            {
                return new SealKey(read);
            }
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            // Said below, without a word of the text.
        }
        read.Dispose();
        throw new SealException("The key for seals is no private key on the curve P-256 in PEM (PKCS#8).");
    }

    /// <summary>The seal with its signature.</summary>
    public Seal Sign(Seal seal)
    {
        var mine = seal with { KeyId = Id };
        var signature = key.SignData(mine.SignedText, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return mine with { Signature = Convert.ToBase64String(signature) };
    }

    /// <summary>Whether it is as this key signed it; null where another key did.</summary>
    internal bool? Signed(Seal seal) => seal.KeyId == Id ? SealPublicKeys.Signed(key, seal) : null;

    public void Dispose() => key.Dispose();
}

/// <summary>The public keys that seals are checked with: the site's own, and those it had before. Dispose it.</summary>
public sealed class SealPublicKeys : IDisposable
{
    internal const string P256 = "1.2.840.10045.3.1.7";

    private readonly Dictionary<string, ECDsa> keys = new(StringComparer.Ordinal);

    /// <summary>Reads any number of public keys in PEM, one after the other.</summary>
    /// <exception cref="SealException">There is none, or something else is there too.</exception>
    public static SealPublicKeys Read(string pem)
    {
        var read = new SealPublicKeys();
        var rest = pem.AsSpan();
        while (PemEncoding.TryFind(rest, out var found))
        {
            read.Add(rest[found.Location], rest[found.Label]);
            rest = rest[found.Location.End..];
        }
        return read.keys.Count > 0 ? read : throw NoKey();
    }

    /// <summary>Whether it is as it was signed; null where none of these keys has its id.</summary>
    internal bool? Signed(Seal seal) => keys.TryGetValue(seal.KeyId, out var key) ? Signed(key, seal) : null;

    internal static bool Signed(ECDsa key, Seal seal)
    {
        var signature = new byte[seal.Signature.Length];
        return Convert.TryFromBase64String(seal.Signature, signature, out var length)
            && key.VerifyData(
                seal.SignedText,
                signature.AsSpan(0, length),
                HashAlgorithmName.SHA256,
                DSASignatureFormat.Rfc3279DerSequence
            );
    }

    internal static string IdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    private void Add(ReadOnlySpan<char> pem, ReadOnlySpan<char> label)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (label.SequenceEqual("PUBLIC KEY") && key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == P256)
            {
                keys[IdOf(key)] = key;
                return;
            }
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            // Said below.
        }
        key.Dispose();
        throw NoKey();
    }

    private static SealException NoKey() =>
        new("The public key of the seals is no public key on the curve P-256 in PEM; the verb `seals public-key` prints one.");

    public void Dispose()
    {
        foreach (var key in keys.Values)
        {
            key.Dispose();
        }
    }
}
