using System.Net;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Placements.Api.Security;

/// <summary>What a bearer token must be: from the site's OpenID Connect provider, or in the demo from the demo itself.</summary>
internal static class BearerTokens
{
    /// <summary>Clocks of two servers that are both set by the network.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    /// <summary>Signatures of a private key only: a provider's public key must never be taken for a shared secret.</summary>
    public static readonly string[] Algorithms =
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

    /// <summary>RFC 9068's, and those of the providers that came before it. A token for another purpose says so here.</summary>
    private static readonly string[] Types = ["at+jwt", "application/at+jwt", "JWT"];

    private static readonly string[] HeadersOfProxies = ["Forwarded", "Via", "X-Real-IP"];

    /// <summary>What only an ID token or a notice of signing out holds; some providers give them the audience of the API.</summary>
    private static readonly string[] NotOfAnAccessToken = ["nonce", "at_hash", "c_hash", "events"];

    public static void Trust(JwtBearerOptions options, DemoTokens demo)
    {
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = DemoTokens.Issuer,
            ValidAudience = DemoTokens.Audience,
            IssuerSigningKey = demo.Key,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            RequireExpirationTime = true,
            ClockSkew = ClockSkew,
        };
        options.Events.OnMessageReceived = received =>
        {
            if (!IsFromThisMachine(received.HttpContext))
            {
                received.Fail("Demo tokens are taken from this machine only.");
            }
            return Task.CompletedTask;
        };
        options.Events.OnTokenValidated = Check;
    }

    public static void Trust(JwtBearerOptions options, ProviderSettings provider, ProviderKeys keys)
    {
        options.Authority = provider.Authority;
        options.Audience = provider.Audience;
        options.RequireHttpsMetadata = provider.RequiresHttps;
        options.ConfigurationManager = keys;
        options.RefreshOnIssuerKeyNotFound = false;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAudience = provider.Audience,
            ValidAlgorithms = Algorithms,
            RequireExpirationTime = true,
            ClockSkew = ClockSkew,
            TypeValidator = (type, _, _) =>
                type is null || Types.Contains(type, StringComparer.OrdinalIgnoreCase)
                    ? type
                    : throw new SecurityTokenInvalidTypeException("The token is no access token."),
        };
        options.Events.OnMessageReceived = async received =>
        {
            if (Sent(received.Request) is not { } token)
            {
                return;
            }
            var header = TokenHeader.Of(token);
            if (header.IsRefused)
            {
                received.Fail("The header of the token is not understood.");
            }
            else if (await keys.Find(header.KeyId, received.HttpContext.RequestAborted) is null)
            {
                SignIn.ProviderIsAway(received.HttpContext);
                received.Fail("The identity provider does not answer.");
            }
        };
        options.Events.OnTokenValidated = Check;
    }

    private static string? Sent(HttpRequest request) =>
        request.Headers.Authorization.ToString() is { } header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? header["Bearer ".Length..].Trim()
            : null;

    private static Task Check(TokenValidatedContext validated)
    {
        var token = (JsonWebToken)validated.SecurityToken;
        if (
            TokenHeader.Of(token.EncodedToken).IsRefused
            || !TokenHeader.IsPlain(token.EncodedPayload)
            || NotOfAnAccessToken.Any(claim => token.TryGetPayloadValue<object>(claim, out _))
        )
        {
            validated.Fail("The token is no access token.");
        }
        return Task.CompletedTask;
    }

    /// <summary>
    /// A proxy on this machine hands on requests of anybody. Whatever it says of them in a header makes the request one that came from
    /// elsewhere; nothing that a header says can make it one from here.
    /// </summary>
    private static bool IsFromThisMachine(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && !http.Request.Headers.Keys.Any(name =>
            name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase)
            || HeadersOfProxies.Contains(name, StringComparer.OrdinalIgnoreCase)
        );
}
