using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;
using Placements.Api.CommandLine;
using Placements.Api.Hosting;
using Placements.Application;
using Placements.Testing;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.SignIn;

/// <summary>The real host as <c>serve</c> runs it, on a free port, with a provider to sign in at and an empty database. Dispose it.</summary>
internal sealed class Site : IAsyncDisposable
{
    private static readonly string CookieKey = Convert.ToBase64String(Encoding.ASCII.GetBytes("thirty-two bytes for tests only!"));

    private readonly WebApplication app;
    private readonly Databases databases;
    private readonly List<HttpClient> clients = [];

    private Site(WebApplication app, NpgsqlDataSource database, Databases databases) =>
        (this.app, Database, this.databases) = (app, database, databases);

    public NpgsqlDataSource Database { get; }

    public Uri Address => new(app.Urls.First());

    public static async Task<string> NewDatabase(TestCluster cluster) =>
        await cluster.CreateDatabase(
            "placements_api",
            async prepared => await (await PlacementsDatabase.Open(prepared, CancellationToken.None)).DisposeAsync()
        );

    /// <param name="settings">Beside, or in place of, those that name the provider.</param>
    public static Task<Site> Start(string connection, Uri provider, params (string Name, string? Value)[] settings) =>
        Start(connection, provider, log: null, settings);

    public static async Task<Site> Start(
        string connection,
        Uri provider,
        ILoggerProvider? log,
        params (string Name, string? Value)[] settings
    )
    {
        var builder = HostBuilder.Create("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        if (log is not null)
        {
            builder.Logging.AddProvider(log);
        }
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Authentication:Authority"] = provider.OriginalString,
                ["Authentication:Audience"] = Provider.Audience,
                ["Authentication:ClientId"] = Provider.ClientId,
                ["Authentication:ClientSecret"] = Provider.ClientSecret,
                ["Keys:Cookies"] = CookieKey,
                ["Limits:RequestsPerMinute"] = "10000000",
            }
        );
        builder.Configuration.AddInMemoryCollection(
            settings.ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal)
        );
        var database = await PlacementsDatabase.Open(connection, CancellationToken.None);
        var asHost = await ApiHost.AsHost(database, connection);
        var site = new Site(PlacementsHost.Build(builder, asHost, TestKeys.Master, demo: null), database, asHost);
        await site.app.StartAsync();
        return site;
    }

    public HttpClient With(string? token)
    {
        var handler = new SocketsHttpHandler
        {
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
            UseCookies = false,
            AllowAutoRedirect = false,
        };
        var client = new HttpClient(handler) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        lock (clients)
        {
            clients.Add(client);
        }
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        clients.ForEach(client => client.Dispose());
        await app.DisposeAsync();
        await databases.DisposeAsync();
        await Database.DisposeAsync();
    }
}

/// <summary>A provider and a site that knows it, for all tests of a class that change neither.</summary>
public sealed class SignedUpSite(TestCluster cluster, ProviderPackages packages) : IAsyncLifetime
{
    private string? missing;
    private Provider? provider;
    private Site? site;

    internal Provider Provider => Made(provider);

    internal Site Site => Made(site);

    public async ValueTask InitializeAsync()
    {
        missing = await packages.Missing();
        if (missing is null)
        {
            provider = await Provider.Start(packages);
            site = await Site.Start(await Site.NewDatabase(cluster), provider.Address);
            await provider.Register(site.Address);
        }
    }

    /// <summary>What a fixture cannot do, a test can: be skipped.</summary>
    private T Made<T>(T? part)
        where T : class
    {
        Assert.SkipWhen(missing is not null, missing ?? "");
        return part!;
    }

    public async ValueTask DisposeAsync()
    {
        if (site is not null)
        {
            await site.DisposeAsync();
        }
        if (provider is not null)
        {
            await provider.DisposeAsync();
        }
    }
}
