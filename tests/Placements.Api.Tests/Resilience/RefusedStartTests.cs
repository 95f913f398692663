using System.Net;
using System.Net.Sockets;
using Placements.EventStore.Seals;
using Placements.Testing;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Resilience;

/// <summary>What cannot start says so in one sentence that an operator can act upon, ends with 1, and leaves nothing behind.</summary>
public sealed class RefusedStartTests(TestCluster cluster)
{
    private static readonly (string, string)[] SignIn =
    [
        ("Authentication__Authority", "https://sign-in.example"),
        ("Authentication__Audience", "placements"),
    ];

    [Fact]
    public Task An_unknown_verb() => Says("frobnicate", [], "frobnicate");

    [Fact]
    public Task An_unknown_option() => Says("--frobnicate", [], "demo", "--frobnicate");

    [Fact]
    public Task An_option_without_its_value() => Says("--urls", [], "demo", "--urls");

    [Fact]
    public Task An_authority_that_is_none() => Says("GSS code", [], "demo", "--authority", "Cardiff");

    [Fact]
    public Task Children_made_up_for_an_English_authority() => Says("--empty", [], "demo", "--authority", "E06000023");

    [Fact]
    public Task An_address_that_is_none() => Says("nonsense", [], "demo", "--urls", "nonsense");

    [Fact]
    public Task Nobody_to_sign_in_with() => Says("Authentication__Authority", [], "serve");

    [Fact]
    public Task Nobody_to_sign_in_with_and_no_verb() => Says("Authentication__Authority", []);

    [Theory]
    [InlineData("http://login.example.org", "https")]
    [InlineData("login.example.org", "https")]
    [InlineData("ftp://login.example.org", "https")]
    public Task A_provider_that_anybody_on_the_way_could_be(string authority, string what) =>
        Says(what, [("Authentication__Authority", authority), ("Authentication__Audience", "placements")], "serve");

    [Fact]
    public Task A_browsers_client_that_is_the_API_too() =>
        Says(
            "Authentication__ClientId",
            [
                ("Authentication__Authority", "https://login.example.org"),
                ("Authentication__Audience", "placements"),
                ("Authentication__ClientId", "placements"),
            ],
            "serve"
        );

    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://*:5080")]
    [InlineData("http://+:5080")]
    [InlineData("http://[::]:5080")]
    [InlineData("http://192.168.1.20:5080")]
    [InlineData("http://placements.example.org:5080")]
    [InlineData("http://127.0.0.1:5080;http://0.0.0.0:5081")]
    public Task A_demo_for_the_whole_network(string urls) => Says("this machine only", [], "demo", "--empty", "--urls", urls);

    [Theory]
    [InlineData("ASPNETCORE_ENVIRONMENT")]
    [InlineData("DOTNET_ENVIRONMENT")]
    public Task A_demo_in_production(string name) => Says(name, [(name, "production")], "demo", "--empty");

    [Fact]
    public Task A_database_that_does_not_answer() =>
        Says(
            "database",
            [
                ("ConnectionStrings__Placements", $"Host=127.0.0.1;Port={HostProcess.FreePort()};Username=u;Password=secret;Timeout=5"),
                ("Keys__Seal", SealKey.Make()),
            ],
            "demo",
            "--empty"
        );

    [Fact]
    public Task A_database_without_the_keys_of_its_site() =>
        Says("Keys__Folder", [("ConnectionStrings__Placements", "Host=127.0.0.1;Username=u;Password=secret")], "demo", "--empty");

    [Fact]
    public Task A_key_that_is_none() =>
        Says(
            "The key for seals",
            [("ConnectionStrings__Placements", "Host=127.0.0.1;Username=u"), ("Keys__Seal", "secret")],
            "demo",
            "--empty"
        );

    [Fact]
    public Task A_connection_string_that_is_none() =>
        Says("ConnectionStrings__Placements", [("ConnectionStrings__Placements", "nonsense=1;Password=secret")], "rebuild");

    [Fact]
    public Task A_site_without_a_role_for_its_host() =>
        Says(
            "ConnectionStrings__Host",
            [.. SignIn, ("ConnectionStrings__Placements", "Host=127.0.0.1;Username=u;Password=secret")],
            "serve"
        );

    [Fact]
    public async Task A_site_whose_host_would_be_its_owner()
    {
        var owner = await cluster.CreateDatabase();
        await Says(
            "superuser",
            [
                .. SignIn,
                ("ConnectionStrings__Placements", owner),
                ("ConnectionStrings__Host", owner),
                ("Keys__Master", TestKeys.Text),
                ("Keys__Seal", SealKey.Make()),
            ],
            "serve"
        );
    }

    [Fact, Trait("speed", "slow")]
    public async Task A_port_that_is_taken()
    {
        await using var folder = new TempFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";

        await using var host = HostProcess.Start(["demo", "--empty", "--data", folder.Data, "--urls", address]);

        IsOneSentence(await host.Exit(), address);
    }

    private static async Task Says(string what, (string, string)[] environment, params string[] arguments)
    {
        await using var folder = new TempFolder();
        // So that a start that goes on by mistake makes its cluster here and not among the developer's own data.
        (string, string)[] home = [("HOME", folder.File("home")), ("XDG_DATA_HOME", folder.File("home"))];
        await using var host = HostProcess.Start(arguments, null, [.. environment, .. home]);

        IsOneSentence(await host.Exit(), what);

        Assert.False(Directory.Exists(folder.File("home")), "Nothing was to be made.");
    }

    private static void IsOneSentence((int Code, string Output, string Errors) end, string what)
    {
        var line = Assert.Single(end.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(1, end.Code);
        Assert.Contains(what, line, StringComparison.Ordinal);
        Assert.EndsWith(".", line.TrimEnd(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Errors + end.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", end.Errors + end.Output, StringComparison.Ordinal);
    }
}
