namespace Placements.Api.Http;

/// <summary>
/// What every answer tells a browser: to guess nothing, to run nothing, to show it in no frame, to keep nothing and to tell no other site
/// of it. An answer that says otherwise itself keeps what it says.
/// </summary>
internal static class AnswerHeaders
{
    private const string Nothing = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The explorer's scripts are files of this host; its styles are partly written by those scripts.</summary>
    private const string Explorer =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string Year = "max-age=31536000; includeSubDomains";

    public static Task Set(HttpContext http, RequestDelegate next)
    {
        var isExplorer = http.Request.Path.StartsWithSegments("/docs", StringComparison.OrdinalIgnoreCase);
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            headers.TryAdd("X-Content-Type-Options", "nosniff");
            headers.TryAdd("Content-Security-Policy", isExplorer ? Explorer : Nothing);
            headers.TryAdd("X-Frame-Options", "DENY");
            headers.TryAdd("Referrer-Policy", "no-referrer");
            headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
            headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
            headers.TryAdd("Cross-Origin-Embedder-Policy", "require-corp");
            headers.TryAdd("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");
            if (!isExplorer)
            {
                headers.TryAdd("Cache-Control", "no-store");
            }
            if (http.Request.IsHttps)
            {
                headers.TryAdd("Strict-Transport-Security", Year);
            }
            return Task.CompletedTask;
        });
        return next(http);
    }
}
