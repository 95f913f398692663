using System.Security.Claims;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using Placements.Api.Hosting;
using Placements.Api.Http;

namespace Placements.Api.Security.Browser;

/// <summary>
/// Sign-in of a person in a browser: authorization code flow with PKCE, state and nonce; from then on a session in the database. Without
/// Authentication__ClientId there is none, and the routes say so.
/// </summary>
internal static partial class BrowserSignIn
{
    public const string Provider = "provider";

    /// <summary>What a session keeps of a person: what <see cref="CallerClaims"/> reads.</summary>
    private static readonly string[] Kept = ["sub", "name", "roles", "authority", "teams"];

    public static void Add(IServiceCollection services, IConfiguration configuration, bool isDemo)
    {
        WithoutKeyFiles(services);
        if (isDemo || string.IsNullOrEmpty(configuration["Authentication:ClientId"]))
        {
            return;
        }
        services.AddSingleton(made => CookieKey.Of(made.GetService<KeySource>() ?? new KeySource(configuration, privateCluster: null)));
        services.Replace(ServiceDescriptor.Singleton<IDataProtectionProvider>(made => made.GetRequiredService<CookieKey>()));
        services.AddSingleton<Sessions>();
        services
            .AddAuthentication()
            .AddScheme<AuthenticationSchemeOptions, SessionCookie>(SessionCookie.Scheme, configureOptions: null)
            .AddOpenIdConnect(Provider, configureOptions: null!);
        services.AddOptions<OpenIdConnectOptions>(Provider).Configure<ProviderSettings, ProviderKeys>(Trust);
    }

    /// <summary>Data protection comes along with authentication, and would write a key to disk at start.</summary>
    private static void WithoutKeyFiles(IServiceCollection services)
    {
        const string KeyLoader = "Microsoft.AspNetCore.DataProtection";
        foreach (var service in services.Where(service => service.ImplementationType?.Assembly.GetName().Name == KeyLoader).ToList())
        {
            if (service.ServiceType == typeof(IHostedService))
            {
                services.Remove(service);
            }
        }
    }

    private static void Trust(OpenIdConnectOptions options, ProviderSettings provider, ProviderKeys keys)
    {
        options.Authority = provider.Authority;
        options.RequireHttpsMetadata = provider.RequiresHttps;
        options.ConfigurationManager = keys;
        options.RefreshOnIssuerKeyNotFound = false;
        options.ClientId = provider.ClientId;
        options.ClientSecret = provider.ClientSecret;
        options.SignInScheme = SessionCookie.Scheme;
        options.SignOutScheme = SessionCookie.Scheme;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.SaveTokens = false;
        options.MapInboundClaims = false;
        options.DisableTelemetry = true;
        options.BackchannelTimeout = TimeSpan.FromSeconds(10);
        options.CallbackPath = "/signin/callback";
        options.SignedOutCallbackPath = "/signout/callback";
        options.SignedOutRedirectUri = "/docs";
        options.RemoteSignOutPath = default;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAudience = provider.ClientId,
            ValidAlgorithms = BearerTokens.Algorithms,
            RequireExpirationTime = true,
            ClockSkew = BearerTokens.ClockSkew,
            NameClaimType = "name",
        };
        foreach (var (cookie, name) in new[] { (options.CorrelationCookie, "correlation"), (options.NonceCookie, "nonce") })
        {
            cookie.Name = $"__Host-placements-{name}-";
            cookie.Path = "/";
            cookie.HttpOnly = true;
            cookie.SecurePolicy = CookieSecurePolicy.Always;
            cookie.SameSite = SameSiteMode.Lax;
        }
        options.ClaimActions.Clear();
        options.Events = new OpenIdConnectEvents
        {
            OnTokenResponseReceived = async received =>
            {
                // A provider that has just changed its keys is looked at before its token is judged.
                await keys.Find(TokenHeader.Of(received.TokenEndpointResponse.IdToken ?? "").KeyId, received.HttpContext.RequestAborted);
            },
            OnTokenValidated = validated =>
            {
                // The provider wants it back at sign-out, to know whose session it is to end.
                validated.Properties!.StoreTokens([
                    new AuthenticationToken
                    {
                        Name = OpenIdConnectParameterNames.IdToken,
                        Value = validated.TokenEndpointResponse!.IdToken,
                    },
                ]);
                return Task.CompletedTask;
            },
            OnUserInformationReceived = received =>
            {
                Add((ClaimsIdentity)received.Principal!.Identity!, received.User.RootElement);
                return Task.CompletedTask;
            },
            OnTicketReceived = received =>
            {
                var known = received.Principal!.Claims.Where(claim => Kept.Contains(claim.Type, StringComparer.Ordinal));
                received.Principal = new ClaimsPrincipal(new ClaimsIdentity(known, SessionCookie.Scheme));
                return Task.CompletedTask;
            },
            OnRemoteFailure = async failed =>
            {
                failed.HandleResponse();
                WriteDown(failed.HttpContext, failed.Failure);
                await NotSignedIn(failed.Failure).ExecuteAsync(failed.HttpContext);
            },
        };
    }

    /// <summary>
    /// What the provider tells at its user-info address takes the place of what the ID token said. Names are text; what is none gives no
    /// right.
    /// </summary>
    private static void Add(ClaimsIdentity identity, JsonElement told)
    {
        foreach (var type in Kept.Where(type => type != "sub"))
        {
            if (!told.TryGetProperty(type, out var value))
            {
                continue;
            }
            foreach (var replaced in identity.FindAll(type).ToList())
            {
                identity.RemoveClaim(replaced);
            }
            var texts = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : new[] { value };
            foreach (var text in texts.Where(text => text.ValueKind == JsonValueKind.String))
            {
                identity.AddClaim(new Claim(type, text.GetString()!));
            }
        }
    }

    /// <exception cref="InvalidOperationException">The key for cookies is missing.</exception>
    public static void Map(WebApplication app)
    {
        var exists = app.Services.GetService<CookieKey>() is not null;
        app.MapGet("/signin", exists ? Begin : NoSignIn).AllowAnonymous().ExcludeFromDescription();
        app.MapPost("/signout", exists ? End : NoSignIn).AllowAnonymous().ExcludeFromDescription();
    }

    private static Task NoSignIn(HttpContext http) =>
        Problem
            .Of(
                StatusCodes.Status404NotFound,
                "Not found",
                "sign_in_not_set_up",
                "Nobody signs in here with a browser: send Authorization: Bearer with a token."
            )
            .ExecuteAsync(http);

    private static async Task Begin(HttpContext http)
    {
        var after = http.Request.Query["returnUrl"];
        if (after.Count > 1 || (after is [var given] && !IsOfThisSite(given)))
        {
            await Problem
                .BadRequest("return_url_refused", "After sign-in only an address of this site can follow, written like /docs.", "returnUrl")
                .ExecuteAsync(http);
        }
        else if (await http.RequestServices.GetRequiredService<ProviderKeys>().Find(keyId: null, http.RequestAborted) is null)
        {
            await SignIn.ProviderAway().ExecuteAsync(http);
        }
        else
        {
            try
            {
                await http.ChallengeAsync(Provider, new AuthenticationProperties { RedirectUri = after is [var known] ? known : "/docs" });
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !http.RequestAborted.IsCancellationRequested)
            {
                await SignIn.ProviderAway().ExecuteAsync(http);
            }
        }
    }

    /// <summary>A path and no more: //elsewhere and /\elsewhere are other sites to a browser.</summary>
    private static bool IsOfThisSite(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && address.Length <= 2_000 && !address.Any(c => char.IsControl(c) || c == '\\');

    private static async Task End(HttpContext http)
    {
        if (!(await http.AuthenticateAsync(SessionCookie.Scheme)).Succeeded)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        if (await http.RequestServices.GetRequiredService<ProviderKeys>().Find(keyId: null, http.RequestAborted) is not null)
        {
            await http.SignOutAsync(Provider);
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        await http.SignOutAsync(SessionCookie.Scheme);
    }

    /// <summary>Never the provider's own words: they come through the browser's address, so anybody may have written them.</summary>
    private static Problem NotSignedIn(Exception? why) =>
        why is HttpRequestException or TaskCanceledException
            ? SignIn.ProviderAway()
            : Problem.BadRequest("sign_in_failed", "Signing in did not come to an end: begin again at /signin.");

    /// <summary>The provider's code for what was wrong, if it is one; its sentence may be anybody's.</summary>
    private static void WriteDown(HttpContext http, Exception? why)
    {
        var code = why?.Data["error"] is string said && Code().IsMatch(said) ? said : "no code";
        var log = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(BrowserSignIn));
        Failed(log, why?.GetType().Name, code);
    }

    [GeneratedRegex(@"^[a-z_]{1,40}\z", RegexOptions.None, matchTimeoutMilliseconds: 100)]
    private static partial Regex Code();

    [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody's sign-in with a browser did not come to an end: {Kind}, {Code}")]
    private static partial void Failed(ILogger log, string? kind, string code);
}
