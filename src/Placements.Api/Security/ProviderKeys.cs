using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Placements.Api.Security;

/// <summary>
/// What the site's provider publishes: its addresses and its keys. They are read anew when they are a few minutes old, and at once when a
/// token names a key that is not among them, so keys rotate without a restart; but never more often than every five seconds, so that
/// nobody can make this host press the provider with invented names. A key that is no longer published is no longer good: the library's
/// own manager would go on taking it for an hour.
/// </summary>
internal sealed class ProviderKeys : BaseConfigurationManager, IConfigurationManager<OpenIdConnectConfiguration>, IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    /// <summary>How long those who are signed in can go on while the provider does not answer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private const int LargestDocument = 1_000_000;

    private readonly SemaphoreSlim one = new(1);
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5), MaxResponseContentBufferSize = LargestDocument };
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private Found? found;
    private DateTimeOffset lookedAt;

    public ProviderKeys(ProviderSettings provider, TimeProvider clock, ILogger<ProviderKeys> log)
    {
        (this.clock, this.log) = (clock, log);
        MetadataAddress = $"{provider.Authority.TrimEnd('/')}/.well-known/openid-configuration";
        RequireHttps = provider.RequiresHttps;
        UseLastKnownGoodConfiguration = false;
    }

    private bool RequireHttps { get; }

    /// <summary>What is published now, or was lately; null when the provider was not to be reached.</summary>
    /// <param name="keyId">The key that a token names.</param>
    public async Task<OpenIdConnectConfiguration?> Find(string? keyId, CancellationToken cancel)
    {
        if (Usable() is { } known && Age(known) < Fresh && known.Holds(keyId))
        {
            return known.Configuration;
        }
        // Whoever can do with what is known does not wait while somebody else looks.
        var waits = Usable()?.Holds(keyId) != true;
        if (await one.WaitAsync(waits ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancel))
        {
            try
            {
                if (!(Usable() is { } meanwhile && Age(meanwhile) < Fresh && meanwhile.Holds(keyId)))
                {
                    await Look();
                }
            }
            finally
            {
                one.Release();
            }
        }
        return Usable()?.Configuration;
    }

    public async Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel) =>
        await Find(keyId: null, cancel) ?? throw new InvalidOperationException("The identity provider does not answer.");

    public override async Task<BaseConfiguration> GetBaseConfigurationAsync(CancellationToken cancel) =>
        await GetConfigurationAsync(cancel);

    /// <summary>Nothing: a token is looked at before it is checked, by <see cref="Find"/>.</summary>
    public override void RequestRefresh() { }

    public void Dispose()
    {
        http.Dispose();
        one.Dispose();
    }

    private Found? Usable() => Volatile.Read(ref found) is { } known && Age(known) < Longest ? known : null;

    private TimeSpan Age(Found known) => clock.GetUtcNow() - known.At;

    private async Task Look()
    {
        var now = clock.GetUtcNow();
        if (now - lookedAt < BetweenLooks)
        {
            return;
        }
        lookedAt = now;
        try
        {
            var documents = new HttpDocumentRetriever(http) { RequireHttps = RequireHttps, SendAdditionalHeaderData = false };
            // Not with the caller's patience: others wait for the same answer.
            var read = await OpenIdConnectConfigurationRetriever.GetAsync(MetadataAddress, documents, CancellationToken.None);
            Volatile.Write(ref found, new Found(read, now));
        }
        catch (Exception e)
            when (e
                    is IOException
                        or HttpRequestException
                        or OperationCanceledException
                        or InvalidOperationException
                        or ArgumentException
                        or SecurityTokenException
            )
        {
            log.LogWarning("The identity provider does not answer, or not with what it should publish ({Kind}).", e.GetType().Name);
        }
    }

    private sealed record Found(OpenIdConnectConfiguration Configuration, DateTimeOffset At)
    {
        public bool Holds(string? keyId) => keyId is null || Configuration.SigningKeys.Any(key => key.KeyId == keyId);
    }
}
