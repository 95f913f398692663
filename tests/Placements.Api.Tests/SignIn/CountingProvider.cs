using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Placements.Tests.Api.SignIn;

/// <summary>Publishes what a provider publishes, with no keys, and counts how often it is looked at.</summary>
internal sealed class CountingProvider : IAsyncDisposable
{
    private readonly WebApplication app;
    private int looks;

    private CountingProvider(WebApplication app) => this.app = app;

    public int Looks => Volatile.Read(ref looks);

    public Uri Address => new(app.Urls.First());

    public static async Task<CountingProvider> Start()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new CountingProvider(builder.Build());
        provider.app.MapGet(
            "/.well-known/openid-configuration",
            () =>
            {
                Interlocked.Increment(ref provider.looks);
                return Results.Json(new { issuer = provider.Address.OriginalString, jwks_uri = new Uri(provider.Address, "/jwks") });
            }
        );
        provider.app.MapGet("/jwks", () => Results.Json(new { keys = Array.Empty<object>() }));
        await provider.app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
