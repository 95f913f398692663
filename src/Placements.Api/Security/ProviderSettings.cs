using System.Net;

namespace Placements.Api.Security;

/// <summary>The site's OpenID Connect provider, from the settings below <c>Authentication</c>.</summary>
/// <param name="Authority">Its address.</param>
/// <param name="Audience">That an access token for this system carries.</param>
/// <param name="ClientId">This system's own name there, with which browsers sign in; null: there is no sign-in for browsers.</param>
internal sealed record ProviderSettings(string Authority, string Audience, string? ClientId, string? ClientSecret)
{
    /// <summary>What is published unencrypted could be anybody's, unless nobody is in between.</summary>
    public bool RequiresHttps { get; } = !IsOnThisMachine(new Uri(Authority));

    /// <exception cref="InvalidOperationException">Nobody could sign in, or the wrong people could.</exception>
    public static ProviderSettings Of(IConfiguration configuration)
    {
        var (authority, audience) = (configuration["Authentication:Authority"], configuration["Authentication:Audience"]);
        if (string.IsNullOrWhiteSpace(authority) || string.IsNullOrWhiteSpace(audience))
        {
            throw new InvalidOperationException(
                "Nobody could sign in: set Authentication__Authority and Authentication__Audience to your OpenID Connect provider, "
                    + "or run the verb demo."
            );
        }
        if (
            !Uri.TryCreate(authority, UriKind.Absolute, out var address)
            || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && IsOnThisMachine(address)))
        )
        {
            throw new InvalidOperationException(
                "Authentication__Authority must be the https address of your OpenID Connect provider; http is taken on this machine only."
            );
        }
        var clientId = configuration["Authentication:ClientId"] is { Length: > 0 } given ? given : null;
        if (clientId == audience)
        {
            throw new InvalidOperationException(
                "Authentication__ClientId and Authentication__Audience are the same: an ID token would then pass for an access token. "
                    + "Register the browser's client and the API apart."
            );
        }
        return new ProviderSettings(authority, audience, clientId, clientId is null ? null : Secret(configuration));
    }

    private static string? Secret(IConfiguration configuration)
    {
        if (configuration["Authentication:ClientSecretFile"] is not { Length: > 0 } file)
        {
            return configuration["Authentication:ClientSecret"];
        }
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException("The file named by Authentication__ClientSecretFile cannot be read.", e);
        }
    }

    private static bool IsOnThisMachine(Uri address) =>
        address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
