using System.Security.Cryptography;
using System.Text;
using Placements.Application.Recording;

namespace Placements.Api.Http;

/// <summary>A retry with the same key and the same request gets the first answer again.</summary>
public static class IdempotencyHeader
{
    private const string Name = "Idempotency-Key";
    private const int Longest = 200;

    public static (RequestKey? Key, Problem? Problem) Read(HttpRequest request, byte[] body)
    {
        if (!request.Headers.TryGetValue(Name, out var values))
        {
            return (null, null);
        }
        if (values.Count != 1 || values[0] is not { Length: > 0 and <= Longest } key)
        {
            return (null, Problem.BadRequest("idempotency_key_malformed", $"{Name} must be one text of 1 to {Longest} characters.", Name));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method} {request.Path}\n"));
        hash.AppendData(body);
        return (new RequestKey(key, hash.GetHashAndReset()), null);
    }
}
