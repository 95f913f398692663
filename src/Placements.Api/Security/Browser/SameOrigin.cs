using Placements.Api.Http;

namespace Placements.Api.Security.Browser;

/// <summary>
/// A browser sends the cookie along with whatever makes it call here, so what changes something must prove that a page of this host asked
/// for it. Bearer tokens come only from a program that holds them.
/// </summary>
internal static class SameOrigin
{
    public static async Task Check(HttpContext http, RequestDelegate next)
    {
        if (
            IsUnsafe(http.Request)
            && SessionCookie.IsSentWith(http.Request)
            && http.Request.Headers.Authorization.Count == 0
            && !IsOurs(http.Request)
        )
        {
            await Problem
                .Of(
                    StatusCodes.Status403Forbidden,
                    "Not allowed",
                    "cross_site",
                    "The request did not come from a page of this site; nothing was done. Programs sign in with a bearer token."
                )
                .ExecuteAsync(http);
            return;
        }
        await next(http);
    }

    private static bool IsUnsafe(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method));

    /// <summary>Every browser of today says where a request comes from; who says nothing has no page of this site open.</summary>
    private static bool IsOurs(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] is [var site]
            ? site == "same-origin"
            : request.Headers.Origin is [var origin] && origin == $"{request.Scheme}://{request.Host}";
}
