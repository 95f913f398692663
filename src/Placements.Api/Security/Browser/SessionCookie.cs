using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Placements.Api.Http;

namespace Placements.Api.Security.Browser;

/// <summary>
/// Signs a browser in by the key of a session. The framework's own cookie handler is not used because it goes on with the session that
/// the browser came with: whoever had planted that one would then be signed in as its victim.
/// </summary>
internal sealed class SessionCookie(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    Sessions sessions
) : SignInAuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "session";

    /// <summary>With this prefix a browser takes it from this host only, over TLS only, and for all of its addresses.</summary>
    public const string Name = "__Host-placements";

    public static bool IsSentWith(HttpRequest request) => request.Cookies.ContainsKey(Name);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Cookies[Name] is not { } key)
        {
            return AuthenticateResult.NoResult();
        }
        return await sessions.Find(key, Context.RequestAborted) is { } ticket
            ? AuthenticateResult.Success(ticket)
            : AuthenticateResult.Fail("The session is over.");
    }

    protected override async Task HandleSignInAsync(ClaimsPrincipal user, AuthenticationProperties? properties)
    {
        if (Request.Cookies[Name] is { } before)
        {
            await sessions.End(before, Context.RequestAborted);
        }
        var key = await sessions.Begin(new AuthenticationTicket(user, properties, Scheme), Context.RequestAborted);
        Response.Cookies.Append(Name, key, Flags());
    }

    protected override async Task HandleSignOutAsync(AuthenticationProperties? properties)
    {
        if (Request.Cookies[Name] is { } key)
        {
            await sessions.End(key, Context.RequestAborted);
            Response.Cookies.Delete(Name, Flags());
        }
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Cookies.Delete(Name, Flags());
        await Problem
            .Of(StatusCodes.Status401Unauthorized, "Not signed in", "session_over", "The session is over: sign in again at /signin.")
            .ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problem.NotAllowed("Your role has no right to do this.").ExecuteAsync(Context);

    /// <summary>Lax and not strict: coming back from the provider is coming from another site.</summary>
    private static CookieOptions Flags() =>
        new()
        {
            HttpOnly = true,
            Secure = true,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            IsEssential = true,
        };
}
