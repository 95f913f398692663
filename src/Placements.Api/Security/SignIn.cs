using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Placements.Api.Http;
using Placements.Api.Security.Browser;
using Placements.Application.Access;

namespace Placements.Api.Security;

/// <summary>
/// Who calls: by a bearer token, which programs send, or by the cookie of a session, which browsers send. A request that brings a token is
/// judged by it alone.
/// </summary>
public static class SignIn
{
    private const string EitherWay = "token or session";
    private const string Away = "placements.provider_away";

    /// <summary>To be asked before anything is started: the options are made only when the first request comes.</summary>
    /// <exception cref="InvalidOperationException">Nobody could sign in.</exception>
    public static void RequireSettings(IConfiguration configuration) => ProviderSettings.Of(configuration);

    public static void Add(IServiceCollection services, IConfiguration configuration, DemoTokens? demo)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => ProviderSettings.Of(configuration));
        services.AddSingleton<ProviderKeys>();
        services
            .AddAuthentication(EitherWay)
            .AddPolicyScheme(
                EitherWay,
                displayName: null,
                options =>
                    options.ForwardDefaultSelector = http =>
                        http.Request.Headers.Authorization.Count == 0 && SessionCookie.IsSentWith(http.Request)
                            ? SessionCookie.Scheme
                            : JwtBearerDefaults.AuthenticationScheme
            )
            .AddJwtBearer();
        services
            .AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IServiceProvider>(
                (options, made) =>
                {
                    options.MapInboundClaims = false;
                    options.Events = new JwtBearerEvents { OnChallenge = NotSignedIn };
                    if (demo is not null)
                    {
                        BearerTokens.Trust(options, demo);
                    }
                    else
                    {
                        BearerTokens.Trust(options, made.GetRequiredService<ProviderSettings>(), made.GetRequiredService<ProviderKeys>());
                    }
                }
            );
        services.AddAuthorization();
        BrowserSignIn.Add(services, configuration, isDemo: demo is not null);
    }

    /// <summary>Routes of a person in a browser; a program needs none of them.</summary>
    public static void Map(WebApplication app)
    {
        BrowserSignIn.Map(app);
        app.MapGet("/me", Me)
            .RequireAuthorization()
            .WithSummary("Whom the host takes the caller for")
            .WithTags("Sign-in")
            .Produces<SignedIn>()
            .Produces<ProblemBody>(StatusCodes.Status401Unauthorized, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status403Forbidden, Problem.ContentType);
    }

    /// <summary>Nothing is wrong with the token that the caller could mend.</summary>
    internal static void ProviderIsAway(HttpContext http) => http.Items[Away] = true;

    internal static Problem ProviderAway() =>
        Problem.Of(
            StatusCodes.Status503ServiceUnavailable,
            "Not available",
            "sign_in_unavailable",
            "The identity provider does not answer, so nobody's sign-in can be checked; nothing was done. Try again in a moment."
        );

    internal sealed record SignedIn(
        string Subject,
        string Name,
        IReadOnlyList<string> Roles,
        IReadOnlyList<string> Authorities,
        IReadOnlyList<string> Teams
    );

    private static IResult Me(HttpContext http) =>
        CallerClaims.Read(http.User) is { } caller
            ? TypedResults.Ok(
                new SignedIn(
                    caller.Subject,
                    caller.Name,
                    [.. caller.Roles.Order().Select(role => role.ToString().ToLowerInvariant())],
                    caller.Authorities,
                    caller.Teams
                )
            )
            : Problem.NotAllowed("The token does not say whom it is for.");

    private static async Task NotSignedIn(JwtBearerChallengeContext challenge)
    {
        challenge.HandleResponse();
        if (challenge.HttpContext.Items.ContainsKey(Away))
        {
            challenge.Response.Headers.RetryAfter = "5";
            await ProviderAway().ExecuteAsync(challenge.HttpContext);
            return;
        }
        challenge.Response.Headers.WWWAuthenticate = challenge.AuthenticateFailure is null ? "Bearer" : "Bearer error=\"invalid_token\"";
        await Problem
            .Of(
                StatusCodes.Status401Unauthorized,
                "Not signed in",
                challenge.AuthenticateFailure is null ? "not_signed_in" : "token_refused",
                challenge.AuthenticateFailure is null
                    ? "Send Authorization: Bearer with a token."
                    : "The token is not valid here, or not any more: sign in again."
            )
            .ExecuteAsync(challenge.HttpContext);
    }
}
