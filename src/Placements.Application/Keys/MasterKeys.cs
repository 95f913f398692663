using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Placements.EventStore;

namespace Placements.Application.Keys;

/// <summary>
/// The site's master keys, as text: one a line, a name and 32 bytes in base64. The last line is the current one; those before it stay
/// until every child's key is wrapped by it.
/// </summary>
public sealed class MasterKeys : IKeyWrapping
{
    private readonly Dictionary<string, byte[]> keys = new(StringComparer.Ordinal);

    private MasterKeys() => CurrentId = "";

    public string CurrentId { get; private set; }

    /// <summary>A line with a new key. Its name tells when it was made.</summary>
    public static string NewLine(DateOnly today)
    {
        Span<byte> key = stackalloc byte[Sealed.KeySize];
        RandomNumberGenerator.Fill(key);
        var name = $"{today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";
        var line = $"{name} {Convert.ToBase64String(key)}\n";
        CryptographicOperations.ZeroMemory(key);
        return line;
    }

    /// <exception cref="KeyException">The text is not what it should be; the sentence quotes nothing of it but names of keys.</exception>
    public static MasterKeys Parse(string text)
    {
        var read = new MasterKeys();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (line.AsSpan().Trim().IsEmpty)
            {
                continue;
            }
            var (name, key) = Read(line, number);
            if (!read.keys.TryAdd(name, key))
            {
                throw new KeyException($"The master keys name {name} twice; every line has a name of its own.");
            }
            read.CurrentId = name;
        }
        return read.keys.Count > 0
            ? read
            : throw new KeyException("The text of the master keys is empty: it has a line for each, with a name and 32 bytes in base64.");
    }

    public StreamKey Wrap(string tenant, Guid streamId, ReadOnlySpan<byte> key)
    {
        var wrapped = new byte[Sealed.SizeOf(key.Length)];
        using var master = Sealed.With(keys[CurrentId]);
        Sealed.Seal(master, key, About(tenant, streamId, CurrentId), wrapped);
        return new StreamKey(CurrentId, wrapped);
    }

    public void Unwrap(string tenant, Guid streamId, StreamKey wrapped, Span<byte> key)
    {
        if (!keys.TryGetValue(wrapped.MasterKey, out var bytes))
        {
            throw new KeyException(
                $"Records are kept under the master key {wrapped.MasterKey}, which is not among the site's keys: add its line to them."
            );
        }
        if (Sealed.PlainSizeOf(wrapped.Wrapped) != key.Length)
        {
            throw new KeyException($"The key of record {streamId} is damaged.");
        }
        using var master = Sealed.With(bytes);
        try
        {
            Sealed.Open(master, wrapped.Wrapped, About(tenant, streamId, wrapped.MasterKey), key);
        }
        catch (CryptographicException wrong)
        {
            throw new KeyException(
                $"The key of record {streamId} does not open with the master key {wrapped.MasterKey}: the site's keys hold another one of "
                    + "that name, or the record's key was changed.",
                wrong
            );
        }
    }

    private static byte[] About(string tenant, Guid streamId, string masterKey) =>
        Encoding.UTF8.GetBytes($"{tenant}/{streamId}/{masterKey}");

    private static (string Name, byte[] Key) Read(string line, int number)
    {
        if (line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is not [var name, var text])
        {
            throw new KeyException($"Line {number} of the master keys is not a name and a key.");
        }
        // A slip may put the key in the place of the name, so what cannot be a name is not quoted.
        if (name.Length > 40 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            throw new KeyException($"The name in line {number} of the master keys is not one: use up to 40 letters, digits, - _ and dots.");
        }
        var key = new byte[Sealed.KeySize];
        return Convert.TryFromBase64String(text, key, out var size) && size == key.Length
            ? (name, key)
            : throw new KeyException($"The key in line {number} of the master keys is not 32 bytes in base64.");
    }
}
