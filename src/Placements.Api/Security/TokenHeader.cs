using System.Buffers.Text;
using System.Text.Json;

namespace Placements.Api.Security;

/// <summary>
/// The first part of a token as it was sent, before anything of it is believed. Of what it says only the name of the key is used, to look
/// it up among those that the provider publishes; addresses and keys that come along with a token are never looked at.
/// </summary>
/// <param name="KeyId">Null where it names none.</param>
/// <param name="IsRefused">It asks for something that this host does not understand and so must not pass over (RFC 7515, 4.1.11).</param>
internal readonly record struct TokenHeader(string? KeyId, bool IsRefused)
{
    private const int LongestKeyId = 200;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    public static TokenHeader Of(string token)
    {
        try
        {
            using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(token.AsSpan(0, Math.Max(0, token.IndexOf('.')))), Strict);
            var keyId = header.RootElement.TryGetProperty("kid", out var kid) ? kid.GetString() : null;
            return new TokenHeader(keyId, header.RootElement.TryGetProperty("crit", out _) || keyId?.Length > LongestKeyId);
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            return new TokenHeader(null, IsRefused: true);
        }
    }

    /// <summary>
    /// A member given twice means one thing to one reader and another to the next, so it means nothing; and whom a token is for is a text,
    /// which the library would make of a number.
    /// </summary>
    public static bool IsPlain(string encodedPayload)
    {
        try
        {
            using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(encodedPayload), Strict with { MaxDepth = 32 });
            return !payload.RootElement.TryGetProperty("sub", out var subject) || subject.ValueKind == JsonValueKind.String;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
