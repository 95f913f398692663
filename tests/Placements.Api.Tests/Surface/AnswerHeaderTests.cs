using System.Net;
using System.Text.RegularExpressions;
using Placements.Testing;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.SignIn;

namespace Placements.Tests.Api.Surface;

/// <summary>What every answer tells a browser.</summary>
public sealed partial class AnswerHeaderTests(ContractHost host, TestCluster cluster) : IClassFixture<ContractHost>
{
    private readonly ApiHost api = host.Api;

    [Fact]
    public async Task Every_answer_of_every_route_carries_them_whether_it_is_good_or_not()
    {
        var child = await api.Caseworker.RegisterChild();
        using var nobody = api.WithToken(null);
        foreach (var route in Route.Of(api))
        {
            foreach (var client in new[] { api.Manager, nobody })
            {
                using var response = await route.Call(client, $"{child}");
                AreThere(response, $"{route} {response.StatusCode}");
                if (route.Path.StartsWith("/v1/", StringComparison.Ordinal))
                {
                    Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
                }
            }
        }
        foreach (var nowhere in new[] { "/", "/nowhere", "/v1/nowhere", "/docs/nowhere", "/docs/../v1/children" })
        {
            using var response = await api.Manager.GetAsync(nowhere);
            AreThere(response, nowhere);
        }
    }

    [Fact]
    public async Task The_explorer_runs_under_its_own_policy_and_holds_no_script_of_its_own_page()
    {
        using var response = await api.WithToken(null).GetAsync("/docs/index.html");
        var page = await response.Content.ReadAsStringAsync();
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.All(Script().Matches(page), script => Assert.Contains(" src=\"", script.Value, StringComparison.Ordinal));
        Assert.DoesNotMatch(HandlerInMarkup(), page);
        Assert.DoesNotContain("<style", page, StringComparison.OrdinalIgnoreCase);
        foreach (Match address in Address().Matches(page))
        {
            Assert.DoesNotContain("//", address.Groups[1].Value, StringComparison.Ordinal);
            using var asset = await api.WithToken(null).GetAsync(new Uri(new Uri(api.Address, "/docs/"), address.Groups[1].Value));
            Assert.Equal(HttpStatusCode.OK, asset.StatusCode);
        }
    }

    /// <summary>Told by a proxy that is known; from anybody else the same headers are nothing.</summary>
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.0.0.0/8, 127.0.0.0/8", true)]
    [InlineData("10.0.0.7", false)]
    [InlineData("", false)]
    public async Task Over_TLS_a_browser_is_told_to_stay_there(string proxies, bool known)
    {
        await using var site = await Site.Start(
            await Site.NewDatabase(cluster),
            new Uri("http://127.0.0.1:1"),
            ("Proxy:Addresses", proxies)
        );
        using var client = site.With(null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Forwarded-Proto", "https");
        client.DefaultRequestHeaders.TryAddWithoutValidation("X-Forwarded-For", "203.0.113.9");
        using var response = await client.GetAsync("/health/live");
        Assert.Equal(known, response.Headers.Contains("Strict-Transport-Security"));
    }

    private static void AreThere(HttpResponseMessage response, string where)
    {
        string One(string name) =>
            response.Headers.TryGetValues(name, out var values)
                ? string.Join('|', values)
                : throw new Xunit.Sdk.XunitException($"{where}: no {name}.");

        Assert.Equal("nosniff", One("X-Content-Type-Options"));
        Assert.Equal("no-referrer", One("Referrer-Policy"));
        Assert.Equal("same-origin", One("Cross-Origin-Resource-Policy"));
        Assert.Equal("same-origin", One("Cross-Origin-Opener-Policy"));
        Assert.Equal("DENY", One("X-Frame-Options"));
        Assert.NotEmpty(One("Permissions-Policy"));
        var policy = One("Content-Security-Policy");
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.False(response.Headers.Contains("Server"), where);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"), where);
        Assert.False(response.Headers.Contains("Strict-Transport-Security"), where);
    }

    [GeneratedRegex("<script[^>]*>", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex Script();

    [GeneratedRegex("""\son\w+\s*=""", RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex HandlerInMarkup();

    [GeneratedRegex("""(?:src|href)="([^"]*)""", RegexOptions.None, 1_000)]
    private static partial Regex Address();
}
