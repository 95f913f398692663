using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Placements.EventStore.Seals;

/// <summary>
/// A signed statement about a set of events, in the words in which it is published: <c>deploy/SEALS.md</c> is the format. Bytes are lower-case
/// hex, the signature base64.
/// </summary>
/// <param name="Number">1..n without holes.</param>
/// <param name="Covers">The sequence numbers it seals, as ranges with both ends: <c>1-1000,1003-1003</c>.</param>
/// <param name="Entries">How many that are.</param>
/// <param name="PreviousChain">The chain of the seal before; 32 bytes of zero in the first.</param>
/// <param name="Chain">The chain after its last event.</param>
/// <param name="Transactions">SHA-256 over the transaction ids of its events.</param>
/// <param name="ClosedBelow">Every number up to it is sealed or can never be used any more.</param>
/// <param name="Horizon">All events of transactions below it are sealed; 0 in a full seal, which may have left some to the next.</param>
/// <param name="LastNumber">The last sequence number that had been taken.</param>
/// <param name="ClosesAt">When all transactions below it have ended, the numbers up to <paramref name="LastNumber"/> are final.</param>
/// <param name="SealedAt">The database's clock, <c>2026-03-31T23:59:59.000000Z</c>.</param>
/// <param name="KeyId">SHA-256 of the public key.</param>
/// <param name="Signature">Over <see cref="SignedText"/>.</param>
public sealed record Seal(
    long Number,
    string Covers,
    int Entries,
    string PreviousChain,
    string Chain,
    string Transactions,
    long ClosedBelow,
    long Horizon,
    long LastNumber,
    long ClosesAt,
    string SealedAt,
    string KeyId,
    string Signature
)
{
    /// <summary>Where the chain begins.</summary>
    public static readonly string FirstChain = new('0', 64);

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        // A signature is full of plus signs, and no browser reads these lines.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Everything but the signature, a line each.</summary>
    [JsonIgnore]
    public byte[] SignedText =>
        Encoding.UTF8.GetBytes(
            string.Create(
                    CultureInfo.InvariantCulture,
                    $"""
                    placements seal 1
                    number: {Number}
                    covers: {Covers}
                    entries: {Entries}
                    previousChain: {PreviousChain}
                    chain: {Chain}
                    transactions: {Transactions}
                    closedBelow: {ClosedBelow}
                    horizon: {Horizon}
                    lastNumber: {LastNumber}
                    closesAt: {ClosesAt}
                    sealedAt: {SealedAt}
                    keyId: {KeyId}

                    """
                )
                .ReplaceLineEndings("\n")
        );

    /// <summary>One line of JSON, as it is published.</summary>
    public string Line() => JsonSerializer.Serialize(this, Json);

    /// <summary>Null where the line is no seal.</summary>
    public static Seal? OfLine(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Seal>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Something about the seals is not as it must be. The message is one sentence for the operator.</summary>
public sealed class SealException(string message) : Exception(message);
