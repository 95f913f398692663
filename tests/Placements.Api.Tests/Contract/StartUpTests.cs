using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Placements.Api.Security;
using Placements.Application.Access;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Contract;

/// <summary>What the host refuses to be: open by forgetfulness, or a demo for the whole network.</summary>
public sealed class StartUpTests
{
    [Theory]
    [InlineData("/v1/children/{childId:guid}/secrets")]
    [InlineData("v1/secrets")]
    [InlineData("/V1/secrets")]
    public async Task A_host_with_a_route_under_v1_that_names_no_operation_does_not_start(string path)
    {
        await using var app = WebApplication.CreateBuilder().Build();
        app.MapGet(path, () => "for anybody");
        var refused = Assert.Throws<InvalidOperationException>(() => Gate.RequireOperations(Endpoints(app)));
        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_starts_where_every_route_under_v1_names_one()
    {
        await using var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/v1/answers", () => "for some").For(Operations.ReadFigures);
        app.MapGet("/elsewhere", () => "for anybody");
        Gate.RequireOperations(Endpoints(app));
    }

    [Fact]
    public async Task A_route_under_v1_that_came_in_later_is_closed()
    {
        var http = new DefaultHttpContext();
        http.SetEndpoint(
            new RouteEndpoint(
                _ => Task.CompletedTask,
                Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse("/v1/x"),
                0,
                null,
                null
            )
        );
        var passed = false;

        await Gate.Check(
            http,
            _ =>
            {
                passed = true;
                return Task.CompletedTask;
            }
        );

        Assert.False(passed);
        Assert.Equal(403, http.Response.StatusCode);
    }

    /// <summary>Through the real handler with the demo's real settings; only the connection is made up.</summary>
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.2", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", true)]
    [InlineData("10.0.0.7", false)]
    [InlineData("192.168.1.20", false)]
    [InlineData("172.17.0.1", false)]
    [InlineData("::ffff:10.0.0.7", false)]
    [InlineData("fe80::1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData(null, false)]
    public async Task A_demo_token_is_good_on_this_machine_only(string? from, bool good)
    {
        using var demo = new DemoTokens();
        await using var services = SignedInBy(new ConfigurationBuilder().Build(), demo);
        var token = demo.Sign("somebody", "Somebody", ["manager"], [ApiHost.Cardiff], []);
        var http = new DefaultHttpContext { RequestServices = services };
        http.Connection.RemoteIpAddress = from is null ? null : IPAddress.Parse(from);
        http.Request.Headers.Authorization = $"Bearer {token}";

        var result = await http.AuthenticateAsync();

        Assert.Equal(good, result.Succeeded);
    }

    [Fact]
    public async Task A_demo_takes_no_token_of_another_demo()
    {
        using var demo = new DemoTokens();
        using var another = new DemoTokens();
        await using var services = SignedInBy(new ConfigurationBuilder().Build(), demo);
        var http = new DefaultHttpContext { RequestServices = services };
        http.Connection.RemoteIpAddress = IPAddress.Loopback;
        http.Request.Headers.Authorization = $"Bearer {another.Sign("somebody", "Somebody", ["manager"], [ApiHost.Cardiff], [])}";

        Assert.False((await http.AuthenticateAsync()).Succeeded);
    }

    [Fact]
    public async Task A_site_trusts_its_provider_and_no_signature_made_with_a_shared_secret()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["Authentication:Authority"] = "https://sign-in.example",
                    ["Authentication:Audience"] = "placements",
                }
            )
            .Build();
        await using var services = SignedInBy(configuration, demo: null);

        var options = services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme);

        Assert.Equal("https://sign-in.example", options.Authority);
        Assert.True(options.RequireHttpsMetadata);
        var rules = options.TokenValidationParameters;
        Assert.True(rules.ValidateIssuer && rules.ValidateAudience && rules.ValidateLifetime && rules.RequireExpirationTime);
        Assert.True(rules.RequireSignedTokens);
        Assert.Equal("placements", rules.ValidAudience ?? options.Audience);
        Assert.NotEmpty(rules.ValidAlgorithms);
        Assert.DoesNotContain(rules.ValidAlgorithms, algorithm => algorithm.StartsWith("HS", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("none", rules.ValidAlgorithms);
    }

    [Theory]
    [InlineData(null, "placements")]
    [InlineData("https://sign-in.example", null)]
    [InlineData(" ", " ")]
    public async Task A_site_without_a_provider_says_so_instead_of_letting_everybody_or_nobody_in(string? authority, string? audience)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["Authentication:Authority"] = authority,
                    ["Authentication:Audience"] = audience,
                }
            )
            .Build();
        await using var services = SignedInBy(configuration, demo: null);
        var refused = Assert.Throws<InvalidOperationException>(() =>
            services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme)
        );
        Assert.Contains("Authentication__Authority", refused.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider SignedInBy(IConfiguration configuration, DemoTokens? demo)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(configuration);
        Placements.Api.Security.SignIn.Add(services, configuration, demo);
        return services.BuildServiceProvider();
    }

    private static IEnumerable<Endpoint> Endpoints(IEndpointRouteBuilder app) => app.DataSources.SelectMany(source => source.Endpoints);
}
