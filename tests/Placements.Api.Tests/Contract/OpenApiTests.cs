using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Contract;

/// <summary>The contract as a document: whole, and changed only where somebody sees it in review.</summary>
public sealed partial class OpenApiTests(ContractHost host) : IClassFixture<ContractHost>, IAsyncLifetime
{
    private const string Rewrite = "PLACEMENTS_WRITE_OPENAPI";

    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly ApiHost api = host.Api;
    private JsonObject document = null!;

    public async ValueTask InitializeAsync() => document = await api.WithToken(null).Get("/openapi/v1.json");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task The_document_is_the_one_that_is_checked_in()
    {
        var file = Path.Combine(Source(), "openapi.v1.json");
        var served = document.ToJsonString(Written).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
        {
            await File.WriteAllTextAsync(file, served);
        }
        var checkedIn = File.Exists(file) ? (await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n") : "";
        Assert.True(
            served == checkedIn,
            $"The API is not the one in src/Placements.Api/openapi.v1.json, from {FirstDifference(served, checkedIn)} on. If the change is "
                + $"meant, run this test with {Rewrite}=1, read the difference as a client would, and commit the file."
        );
    }

    [Fact]
    public void It_is_OpenAPI_3_1_and_says_what_it_is()
    {
        Assert.StartsWith("3.1.", (string)document["openapi"]!, StringComparison.Ordinal);
        Assert.Equal("Placements", (string?)document["info"]!["title"]);
        Assert.Equal("http", (string?)document["components"]!["securitySchemes"]!["bearer"]!["type"]);
        // Where a host listens is no part of the contract.
        Assert.Empty(document["servers"]?.AsArray() ?? []);
    }

    [Fact]
    public void Every_reference_leads_somewhere()
    {
        foreach (var reference in References(document))
        {
            Assert.StartsWith("#/", reference, StringComparison.Ordinal);
            var found = reference[2..].Split('/').Aggregate((JsonNode?)document, (node, step) => node?[Unescaped(step)]);
            Assert.True(found is not null, reference);
        }
    }

    [Fact]
    public void Every_route_of_the_host_is_in_it_and_no_other()
    {
        var described = Operations().Select(operation => $"{operation.Method} {operation.Path}");
        var routes = Route.UnderV1(api).Select(route => route.ToString());
        Assert.Equal(routes.Order(StringComparer.Ordinal), described.Where(name => name.Contains(" /v1/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_operation_says_what_it_is_for_and_what_can_go_wrong()
    {
        foreach (var (method, path, operation) in Operations())
        {
            var name = $"{method} {path}";
            Assert.True(!string.IsNullOrWhiteSpace((string?)operation["summary"]), $"{name} has no summary.");
            Assert.True(operation["tags"]?.AsArray().Count > 0, $"{name} has no tag.");
            if (!path.StartsWith("/v1/", StringComparison.Ordinal))
            {
                continue;
            }
            var ofChild = path.StartsWith("/v1/children/{childId}", StringComparison.Ordinal);
            string[] answers = (method, ofChild) switch
            {
                ("GET", false) => ["200", "400", "401", "403"],
                ("GET", true) => ["200", "400", "401", "403", "404"],
                ("PUT", false) => ["204", "400", "401", "403", "413", "415"],
                ("POST", true) when path.EndsWith("/break-glass", StringComparison.Ordinal) =>
                [
                    "201",
                    "400",
                    "401",
                    "403",
                    "404",
                    "413",
                    "415",
                    "422",
                ],
                // A search that is no address, so that no name is part of one.
                ("POST", false) when path.EndsWith("/search", StringComparison.Ordinal) => ["200", "400", "401", "403", "413", "415"],
                (_, true) => ["201", "400", "401", "403", "404", "412", "413", "415", "422", "428"],
                _ => ["201", "400", "401", "403", "413", "415", "422"],
            };
            foreach (var answer in answers)
            {
                var described = operation["responses"]![answer];
                Assert.True(described is not null, $"{name} does not describe {answer}.");
                Assert.True(
                    answer[0] == '2' || described["content"]?["application/problem+json"] is not null,
                    $"{name}: {answer} is no problem+json."
                );
            }
        }
    }

    [Fact]
    public void Every_parameter_that_the_contract_names_is_described()
    {
        string[] Names(string path, string method = "get") =>
            [
                .. document["paths"]![path]![method]!["parameters"]!
                    .AsArray()
                    .Where(parameter => (string?)parameter!["in"] != "path")
                    .Select(parameter => (string)parameter!["name"]!)
                    .Order(StringComparer.Ordinal),
            ];
        Assert.Equal(["Purpose", "asAt", "asKnownAt", "authority", "cursor", "limit", "search"], Names("/v1/children"));
        Assert.Equal(["Purpose", "asAt", "asKnownAt", "authority", "cursor", "limit"], Names("/v1/stability"));
        Assert.Equal(["Purpose", "asAt", "asKnownAt", "authority"], Names("/v1/stability/summary"));
        Assert.Equal(["Purpose", "asAt", "asKnownAt"], Names("/v1/children/{childId}/journey"));
        Assert.Equal(["Purpose", "asAt", "asKnownAt", "cursor", "limit"], Names("/v1/children/{childId}/entries"));
        Assert.Equal(["Purpose", "asAt", "asKnownAt", "knownFrom", "knownTo"], Names("/v1/children/{childId}/changes"));
        Assert.Equal(["Purpose", "cursor", "limit"], Names("/v1/children/{childId}/access-log"));
        Assert.Equal(["Idempotency-Key"], Names("/v1/children", "post"));
        Assert.Equal(["Idempotency-Key", "If-Match"], Names("/v1/children/{childId}/restriction", "put"));
        Assert.Equal(["Idempotency-Key"], Names("/v1/children/{childId}/break-glass", "post"));
        Assert.Equal(["Purpose", "cursor", "limit"], Names("/v1/notices"));
        Assert.Equal(["Idempotency-Key", "If-Match"], Names("/v1/children/{childId}/entries", "post"));
    }

    [Fact]
    public async Task The_explorer_answers_and_everything_it_loads_is_served_here()
    {
        using var client = api.WithToken(null);
        using var page = await client.GetAsync("/docs");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);

        var html = await page.Content.ReadAsStringAsync();
        var assets = Loaded().Matches(html).Select(match => new Uri(page.RequestMessage!.RequestUri!, match.Groups[1].Value)).ToList();
        Assert.True(assets.Count > 3, html);
        foreach (var asset in assets)
        {
            Assert.Equal(api.Address.Authority, asset.Authority);
            using var loaded = await client.GetAsync(asset);
            Assert.True(loaded.IsSuccessStatusCode, $"{asset}: {(int)loaded.StatusCode}");
            if (asset.AbsolutePath.EndsWith(".css", StringComparison.Ordinal))
            {
                Assert.DoesNotMatch(OutsideInCss(), await loaded.Content.ReadAsStringAsync());
            }
        }
        Assert.Contains(assets, asset => asset.AbsolutePath.EndsWith(".js", StringComparison.Ordinal));
    }

    [GeneratedRegex("(?:src|href)=\"([^\"#]+)\"", RegexOptions.None, 1_000)]
    private static partial Regex Loaded();

    [GeneratedRegex("@import|url\\([\"']?https?:", RegexOptions.None, 1_000)]
    private static partial Regex OutsideInCss();

    private IEnumerable<(string Method, string Path, JsonNode Operation)> Operations() =>
        document["paths"]!
            .AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => (operation.Key.ToUpperInvariant(), path.Key, operation.Value!)))
            .OrderBy(operation => $"{operation.Item1} {operation.Key}", StringComparer.Ordinal)
            .Select(operation => (operation.Item1, operation.Key, operation.Item3));

    private static IEnumerable<string> References(JsonNode? node) =>
        node switch
        {
            JsonObject members => members.SelectMany(member =>
                member is { Key: "$ref", Value: JsonValue reference } ? [reference.GetValue<string>()] : References(member.Value)
            ),
            JsonArray items => items.SelectMany(References),
            _ => [],
        };

    private static string Unescaped(string step) =>
        step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private static string FirstDifference(string one, string other)
    {
        var lines = one.Split('\n').Zip(other.Split('\n'));
        var at = lines.TakeWhile(pair => pair.First == pair.Second).Count();
        return $"line {at + 1}";
    }

    /// <summary>The folder of the API in the checkout that this test was built from.</summary>
    private static string Source()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var found = Path.Combine(folder.FullName, "src", "Placements.Api");
            if (Directory.Exists(found))
            {
                return found;
            }
        }
        throw new DirectoryNotFoundException("src/Placements.Api is not above the folder of this test.");
    }
}
