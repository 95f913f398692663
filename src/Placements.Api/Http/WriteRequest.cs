using Placements.Application.Recording;

namespace Placements.Api.Http;

/// <summary>What every write brings: the body's bytes, the caller's key for a retry, the version it was written against.</summary>
internal sealed record WriteRequest(byte[] Body, RequestKey? Key, Precondition Precondition)
{
    /// <summary>The request, or the first thing wrong with it.</summary>
    /// <param name="withoutVersion">There is no record yet, or none whose version the caller can know.</param>
    public static async Task<(WriteRequest? Request, Problem? Problem)> Read(HttpRequest request, bool withoutVersion = false)
    {
        var (precondition, noVersion) = withoutVersion ? (Precondition.Any, null) : IfMatch.Read(request);
        if (noVersion is not null)
        {
            return (null, noVersion);
        }
        var (body, unreadable) = await RequestBody.Read(request);
        if (unreadable is not null)
        {
            return (null, unreadable);
        }
        var (key, badKey) = IdempotencyHeader.Read(request, body);
        return badKey is null ? (new WriteRequest(body, key, precondition!), null) : (null, badKey);
    }
}
