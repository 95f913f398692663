using System.Net;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;
using Placements.Api.Http;

namespace Placements.Api.Security;

/// <summary>Bearer tokens: from the site's OpenID Connect provider, or in the demo from the demo itself.</summary>
public static class SignIn
{
    private const string Authority = "Authentication:Authority";
    private const string Audience = "Authentication:Audience";

    /// <summary>To be asked before anything is started: the options are made only when the first request comes.</summary>
    /// <exception cref="InvalidOperationException">Nobody could sign in.</exception>
    public static void RequireSettings(IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration[Authority]) || string.IsNullOrWhiteSpace(configuration[Audience]))
        {
            throw new InvalidOperationException(
                "Nobody could sign in: set Authentication__Authority and Authentication__Audience to your OpenID Connect provider, "
                    + "or run the verb demo."
            );
        }
    }

    public static void Add(IServiceCollection services, IConfiguration configuration, DemoTokens? demo)
    {
        services
            .AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddJwtBearer(options =>
            {
                options.MapInboundClaims = false;
                options.Events = new JwtBearerEvents { OnChallenge = NotSignedIn };
                if (demo is not null)
                {
                    Trust(options, demo);
                }
                else
                {
                    Trust(options, configuration);
                }
            });
        services.AddAuthorization();
        WithoutCookieKeys(services);
    }

    /// <summary>
    /// Authentication brings data protection along, which at start would write a key to disk for cookies that nobody sends.
    /// </summary>
    private static void WithoutCookieKeys(IServiceCollection services)
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

    private static void Trust(JwtBearerOptions options, DemoTokens demo)
    {
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = DemoTokens.Issuer,
            ValidAudience = DemoTokens.Audience,
            IssuerSigningKey = demo.Key,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            RequireExpirationTime = true,
        };
        options.Events.OnMessageReceived = received =>
        {
            if (received.HttpContext.Connection.RemoteIpAddress is not { } address || !IPAddress.IsLoopback(address))
            {
                received.Fail("Demo tokens are taken from this machine only.");
            }
            return Task.CompletedTask;
        };
    }

    private static void Trust(JwtBearerOptions options, IConfiguration configuration)
    {
        RequireSettings(configuration);
        options.Authority = configuration[Authority];
        options.Audience = configuration[Audience];
        options.TokenValidationParameters.RequireExpirationTime = true;
        // Signatures of a private key only: a provider's public key must never be taken for a shared secret.
        options.TokenValidationParameters.ValidAlgorithms =
        [
            SecurityAlgorithms.RsaSha256,
            SecurityAlgorithms.RsaSha384,
            SecurityAlgorithms.RsaSha512,
            SecurityAlgorithms.RsaSsaPssSha256,
            SecurityAlgorithms.RsaSsaPssSha384,
            SecurityAlgorithms.RsaSsaPssSha512,
            SecurityAlgorithms.EcdsaSha256,
            SecurityAlgorithms.EcdsaSha384,
            SecurityAlgorithms.EcdsaSha512,
        ];
    }

    private static async Task NotSignedIn(JwtBearerChallengeContext challenge)
    {
        challenge.HandleResponse();
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
