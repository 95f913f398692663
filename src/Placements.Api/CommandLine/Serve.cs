using Microsoft.AspNetCore.Http;
using Placements.Api.Hosting;
using Placements.Api.Security;
using Placements.Application;
using Placements.Application.Keys;

namespace Placements.Api.CommandLine;

/// <summary>The verb <c>serve</c>: the host of a site.</summary>
internal static class Serve
{
    public static async Task<int> Run(string? data, string? urls, CancellationToken cancel)
    {
        var builder = HostBuilder.Create(urls);
        SignIn.RequireSettings(builder.Configuration);
        await using var choice = await DatabaseChoice.Find(builder.Configuration, data, Console.WriteLine, cancel);
        choice.RequireHostRole();
        var source = new KeySource(builder.Configuration, choice.PrivateFolder);
        Sealing.Add(builder, source);
        builder.Services.AddSingleton(source);
        var (databases, keys) = await AsHost(builder.Configuration, choice, cancel);
        await using var served = databases;
        await using var app = PlacementsHost.Build(builder, databases, keys, demo: null);
        await app.RunAsync(cancel);
        return 0;
    }

    /// <summary>The owner's rights end with this: requests are served without them.</summary>
    private static async Task<(Databases, IKeyWrapping)> AsHost(
        IConfiguration configuration,
        DatabaseChoice choice,
        CancellationToken cancel
    )
    {
        await using var owner = await PlacementsDatabase.Open(choice.ConnectionString, cancel);
        await DatabaseUse.MakeSite(owner, cancel);
        var keys = await SiteKeys.Master(configuration, choice, owner, cancel);
        return (await choice.OpenAsHost(owner, cancel), keys);
    }
}

internal static class HostBuilder
{
    /// <exception cref="InvalidOperationException">One of the addresses cannot be meant.</exception>
    public static WebApplicationBuilder Create(string? urls)
    {
        foreach (var url in urls?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            Check(url);
        }
        // No arguments: they are the verbs' own. The content root is where the program is, so that it starts from any folder.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        builder.Logging.AddFilter("Npgsql", LogLevel.Warning);
        // A start that fails is told in one sentence by the verb, not in forty lines here.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        if (urls is not null)
        {
            builder.WebHost.UseUrls(urls);
        }
        return builder;
    }

    private static void Check(string url)
    {
        try
        {
            BindingAddress.Parse(url);
        }
        catch (FormatException e)
        {
            throw new InvalidOperationException($"{url} is not an address to listen at; one is, for example, http://127.0.0.1:5080.", e);
        }
    }
}
