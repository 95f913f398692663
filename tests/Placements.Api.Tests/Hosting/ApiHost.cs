using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using Npgsql;
using Placements.Api.Hosting;
using Placements.Api.Security;
using Placements.Application;
using Placements.Testing;

namespace Placements.Tests.Api.Hosting;

/// <summary>
/// The real host on a free port of this machine, over an empty database of its own: what a test class sends goes through Kestrel,
/// sign-in and PostgreSQL like anybody's. Dispose it.
/// </summary>
public sealed class ApiHost : IAsyncDisposable
{
    public const string Cardiff = "W06000015";
    public const string Newport = "W06000022";

    private readonly DemoTokens tokens = new();
    private readonly List<HttpClient> clients = [];
    private readonly WebApplication app;

    private ApiHost(WebApplicationBuilder builder, NpgsqlDataSource database, Databases databases)
    {
        (Database, Databases) = (database, databases);
        app = PlacementsHost.Build(builder, databases, TestKeys.Master, tokens);
    }

    /// <summary>As its owner sees it: no wall holds for a test that looks whether something is there.</summary>
    public NpgsqlDataSource Database { get; }

    /// <summary>As the host sees it.</summary>
    public Databases Databases { get; }

    public Uri Address => new(app.Urls.First());

    /// <summary>The host's own services, for tests that ask what it is made of.</summary>
    public IServiceProvider Services => app.Services;

    /// <summary>What the host's tokens are signed with, for tests that forge them.</summary>
    public SecurityKey SigningKey => tokens.Key;

    /// <summary>A host of its own for one test class.</summary>
    public static async Task<ApiHost> Start(TestCluster cluster, string requestsPerMinute = "10000000")
    {
        var connection = await cluster.CreateDatabase(
            "placements_api",
            async prepared => await (await PlacementsDatabase.Open(prepared, CancellationToken.None)).DisposeAsync()
        );
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        // Tests ask faster than people.
        builder.Configuration["Limits:RequestsPerMinute"] = requestsPerMinute;
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var database = await PlacementsDatabase.Open(connection, CancellationToken.None);
        var host = new ApiHost(builder, database, await AsHost(database, connection));
        await host.app.StartAsync();
        return host;
    }

    /// <summary>A database as the host's role sees it, which is made if it is not there.</summary>
    public static async Task<Databases> AsHost(NpgsqlDataSource owner, string connection)
    {
        var hostRole = await HostRole.Make(connection, CancellationToken.None);
        await HostRole.Let(owner, hostRole, CancellationToken.None);
        return new Databases(hostRole);
    }

    public HttpClient Caseworker => As("caseworker");

    public HttpClient Manager => As("manager");

    public HttpClient Auditor => As("auditor");

    public HttpClient Reporting => As("reporting");

    /// <summary>A client signed in as somebody with one role.</summary>
    public HttpClient As(string role, string authority = Cardiff, params string[] teams) =>
        WithToken(Token([role], [authority], teams, subject: $"{role}-of-{authority}"));

    public string Token(string[] roles, string[] authorities, string[] teams, string subject = "somebody", TimeSpan? lifetime = null) =>
        tokens.Sign(subject, $"Test {string.Join(' ', roles)}", roles, authorities, teams, lifetime);

    /// <summary>A token of somebody with this name.</summary>
    public string TokenOf(string name, string role, string authority = Cardiff) => tokens.Sign("somebody", name, [role], [authority], []);

    public HttpClient WithToken(string? token)
    {
        // Header text beyond ASCII goes out as UTF-8, which many clients send and .NET's refuses unless told.
        var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
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
        foreach (var client in clients)
        {
            client.Dispose();
        }
        await app.DisposeAsync();
        await Databases.DisposeAsync();
        await Database.DisposeAsync();
        tokens.Dispose();
    }
}

/// <summary>What tests say to the API, in few words.</summary>
public static class Calls
{
    /// <summary>Posts a JSON text as it stands.</summary>
    /// <param name="ifMatch">Null: no header.</param>
    public static Task<HttpResponseMessage> PostJson(
        this HttpClient client,
        string path,
        string json,
        string? ifMatch = "*",
        string? idempotencyKey = null
    ) => client.SendJson(HttpMethod.Post, path, json, ifMatch, idempotencyKey);

    /// <summary>The same by PUT.</summary>
    public static Task<HttpResponseMessage> PutJson(
        this HttpClient client,
        string path,
        string json,
        string? ifMatch = "*",
        string? idempotencyKey = null
    ) => client.SendJson(HttpMethod.Put, path, json, ifMatch, idempotencyKey);

    private static async Task<HttpResponseMessage> SendJson(
        this HttpClient client,
        HttpMethod method,
        string path,
        string json,
        string? ifMatch,
        string? idempotencyKey
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }
        if (idempotencyKey is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", idempotencyKey);
        }
        return await client.SendAsync(request);
    }

    /// <summary>Restricts a record, which must be accepted.</summary>
    public static async Task Restrict(this HttpClient client, Guid childId, string[] people, string[] teams)
    {
        var body = new JsonObject
        {
            ["people"] = new JsonArray([.. people.Select(name => (JsonNode)name)]),
            ["teams"] = new JsonArray([.. teams.Select(name => (JsonNode)name)]),
            ["reason"] = "known to somebody who works here",
        };
        using var response = await client.PutJson($"/v1/children/{childId}/restriction", body.ToJsonString());
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public static async Task<JsonObject> Json(this HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonObject>())!;

    public static async Task<JsonObject> Get(this HttpClient client, string path)
    {
        using var response = await client.GetAsync(path);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await response.Json();
    }

    /// <summary>Registers an invented child and gives the id.</summary>
    public static async Task<Guid> RegisterChild(
        this HttpClient client,
        string dateOfBirth = "2012-05-14",
        string authority = ApiHost.Cardiff
    )
    {
        using var response = await client.PostJson(
            "/v1/children",
            $$"""
            {"effectiveOn":"2021-06-01","responsibleAuthority":"{{authority}}","dateOfBirth":"{{dateOfBirth}}","sex":"female",
             "name":{"given":"Seren","family":"Example"} }
            """,
            ifMatch: null
        );
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Json())["childId"]!.GetValue<Guid>();
    }

    /// <summary>Records facts, which must be accepted, and gives the answer.</summary>
    public static async Task<JsonObject> Record(this HttpClient client, Guid childId, params string[] entries)
    {
        using var response = await client.PostJson($"/v1/children/{childId}/entries", $$"""{"entries":[{{string.Join(',', entries)}}]}""");
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Json();
    }
}
