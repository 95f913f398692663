using System.Net;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Contract;

/// <summary>A child that the caller may not see answers like one that does not exist, on every route of a child.</summary>
public sealed class HiddenChildTests(ContractHost host) : IClassFixture<ContractHost>
{
    private const StringComparison Ordinal = StringComparison.Ordinal;

    private readonly ApiHost api = host.Api;

    [Fact]
    public async Task Hidden_unknown_and_malformed_look_the_same_on_every_route()
    {
        // As a manager who is not on the list of the restricted record, and as a caseworker of another team.
        var restricted = await api.Manager.RegisterChild();
        await api.Manager.Restrict(restricted, ["somebody-else"], []);
        await LooksTheSame(api.Manager, route => route.IsOfOneChild && !route.Path.EndsWith("/break-glass", Ordinal), restricted);
        var ofOtherTeam = await api.As("caseworker", ApiHost.Cardiff, "north").RegisterChild();
        var caller = api.As("caseworker", ApiHost.Cardiff, "south");
        await LooksTheSame(caller, route => route.IsOfOneChild && !IsOfManagers(route), ofOtherTeam);
        // Who breaks the glass learns that there is something behind it; whom that is not for does not.
        await LooksTheSame(api.As("manager", ApiHost.Newport), route => route.IsOfOneChild, restricted);
    }

    private static bool IsOfManagers(Route route) =>
        route.Path.EndsWith("/break-glass", Ordinal)
        || route.Path.EndsWith("/access-log", Ordinal)
        || route.Path.EndsWith("/subject-access", Ordinal)
        || (route.Method != "GET" && route.Path.Contains("/restriction", Ordinal));

    private async Task LooksTheSame(HttpClient caller, Func<Route, bool> ask, Guid hiddenChild)
    {
        var ofOtherAuthority = await api.As("manager", "W06000016").RegisterChild(authority: "W06000016");
        string[] hidden = [$"{hiddenChild}", $"{ofOtherAuthority}", $"{Guid.Empty}", "1", "null", $"{hiddenChild}0", "..;", "é"];

        foreach (var route in Route.UnderV1(api).Where(ask))
        {
            using var unknown = await route.Call(caller, $"{Guid.NewGuid()}");
            var expected = (await unknown.Problem(HttpStatusCode.NotFound, "child_not_found")).ToJsonString();
            foreach (var id in hidden)
            {
                using var response = await route.Call(caller, id);
                var body = await response.Problem(HttpStatusCode.NotFound, "child_not_found");
                Assert.True(body.ToJsonString() == expected, $"{route} for {id}: {body}");
                Assert.Null(response.Headers.ETag);
            }
        }
    }

    [Theory]
    [InlineData("not JSON", "*", HttpStatusCode.BadRequest)]
    [InlineData("""{"entries":[]}""", "*", HttpStatusCode.BadRequest)]
    [InlineData("""{"entries":[{"type":"nonsense"}]}""", "*", HttpStatusCode.BadRequest)]
    [InlineData("""{"entries":[]}""", null, HttpStatusCode.PreconditionRequired)]
    [InlineData("""{"entries":[]}""", "17", HttpStatusCode.BadRequest)]
    public async Task A_request_that_is_wrong_in_itself_is_wrong_in_the_same_words_for_both(
        string body,
        string? ifMatch,
        HttpStatusCode status
    )
    {
        var caller = api.As("caseworker", ApiHost.Cardiff, "south");
        var ofOtherTeam = await api.As("caseworker", ApiHost.Cardiff, "north").RegisterChild();

        using var hidden = await caller.PostJson($"/v1/children/{ofOtherTeam}/entries", body, ifMatch);
        using var unknown = await caller.PostJson($"/v1/children/{Guid.NewGuid()}/entries", body, ifMatch);

        Assert.Equal((await unknown.Problem(status)).ToJsonString(), (await hidden.Problem(status)).ToJsonString());
    }

    [Fact]
    public async Task A_stale_version_of_a_hidden_child_is_not_found_and_not_stale()
    {
        var ofOtherTeam = await api.As("caseworker", ApiHost.Cardiff, "north").RegisterChild();
        using var response = await api.As("caseworker", ApiHost.Cardiff, "south")
            .PostJson($"/v1/children/{ofOtherTeam}/entries", $$"""{"entries":[{{Given.CareStarted}}]}""", "\"99\"");
        await response.Problem(HttpStatusCode.NotFound, "child_not_found");
    }

    [Fact]
    public async Task Lists_figures_and_exports_do_not_hold_the_hidden_child()
    {
        var north = api.As("caseworker", ApiHost.Cardiff, "north");
        var (child, _) = await north.ChildInPlacement();
        var south = api.As("caseworker", ApiHost.Cardiff, "south");

        string[] lists = ["/v1/children", "/v1/children?search=Seren", "/v1/current-placements", "/v1/stability", "/v1/out-of-county"];
        foreach (var path in lists)
        {
            Assert.Contains($"{child}", await Text(north, path, "application/json"), StringComparison.Ordinal);
            Assert.Contains($"{child}", await Text(north, path, "text/csv"), StringComparison.Ordinal);
            Assert.DoesNotContain($"{child}", await Text(south, path, "application/json"), StringComparison.Ordinal);
            Assert.DoesNotContain($"{child}", await Text(south, path, "text/csv"), StringComparison.Ordinal);
        }
        var seen = (await north.Get("/v1/out-of-county/summary"))["lookedAfter"]!.GetValue<long>();
        var hidden = (await south.Get("/v1/out-of-county/summary"))["lookedAfter"]!.GetValue<long>();
        Assert.True(hidden < seen);
    }

    [Fact]
    public async Task The_auditor_and_the_manager_see_every_team_of_their_authority()
    {
        var child = await api.As("caseworker", ApiHost.Cardiff, "north").RegisterChild();
        await api.Auditor.Get($"/v1/children/{child}");
        await api.Manager.Get($"/v1/children/{child}");
        using var elsewhere = await api.As("auditor", ApiHost.Newport).GetAsync($"/v1/children/{child}");
        await elsewhere.Problem(HttpStatusCode.NotFound, "child_not_found");
    }

    private static async Task<string> Text(HttpClient client, string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd(accept);
        using var response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }
}
