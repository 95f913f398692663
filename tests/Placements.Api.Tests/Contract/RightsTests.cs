using System.Net;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Contract;

/// <summary>Who may do what: every route of the host, called by every role.</summary>
public sealed class RightsTests(ContractHost host) : IClassFixture<ContractHost>
{
    private static readonly string[] Roles = ["caseworker", "manager", "auditor", "reporting", "administrator"];

    private static readonly string[] Recorders = ["caseworker", "manager"];
    private static readonly string[] Correctors = ["manager", "administrator"];
    private static readonly string[] MakersOfReturns = ["manager", "auditor"];
    private static readonly string[] Supervisors = ["manager", "auditor"];
    private static readonly string[] ReadersOfChildren = ["caseworker", "manager", "auditor"];
    private static readonly string[] ReadersOfFigures = ["caseworker", "manager", "auditor", "reporting"];

    private readonly ApiHost api = host.Api;

    /// <summary>The table of rights, once more and by hand: what is not named here may be called by nobody.</summary>
    private static string[] Allowed(Route route) =>
        route switch
        {
            { Method: "POST", Path: "/v1/children" } => Recorders,
            { Method: "PUT", Path: "/v1/children/{childId}/restriction" } => ["manager"],
            { Method: "POST", Path: "/v1/children/{childId}/restriction/lift" or "/v1/children/{childId}/break-glass" } => ["manager"],
            { Method: "GET", Path: "/v1/notices" } => ReadersOfChildren,
            { Method: "POST", IsOfOneChild: true } => Recorders,
            { Method: "GET", Path: "/v1/children" } or { Method: "POST", Path: "/v1/children/search" } => ReadersOfChildren,
            { Method: "GET", Path: "/v1/children/{childId}/access-log" or "/v1/children/{childId}/subject-access" } => Supervisors,
            { Method: "GET", IsOfOneChild: true } => ReadersOfChildren,
            { Method: "GET", Path: "/v1/current-placements" or "/v1/stability" or "/v1/stability/summary" } => ReadersOfFigures,
            { Method: "GET", Path: "/v1/out-of-county" or "/v1/out-of-county/summary" } => ReadersOfFigures,
            { Method: "GET", Path: "/v1/reports" or "/v1/reports/{id}" or "/v1/reports/{id}/difference" } => ReadersOfFigures,
            { Method: "GET", Path: "/v1/reports/{id}/children" } => ReadersOfChildren,
            { Method: "GET", Path: "/v1/returns/wales/measures" } => ReadersOfFigures,
            { Method: "GET", Path: "/v1/returns/wales/census" or "/v1/returns/ssda903" } => MakersOfReturns,
            { Method: "GET", Path: "/v1/returns" or "/v1/returns/{returnId}" } => MakersOfReturns,
            { Method: "GET" } when route.Path.StartsWith("/v1/returns/{returnId}/", StringComparison.Ordinal) => MakersOfReturns,
            { Method: "POST", Path: "/v1/returns" } => ["manager"],
            { Method: "GET", Path: "/v1/returns/{year}/checks" or "/v1/returns/{year}/checks/summary" } => MakersOfReturns,
            { Method: "GET", Path: "/v1/returns/wales/codes" } => Roles,
            { Method: "PUT", Path: "/v1/returns/wales/codes" } => Correctors,
            { Method: "POST", Path: "/v1/imports" or "/v1/imports/{importId}/void" } => ["manager"],
            { Method: "GET", Path: "/v1/imports" or "/v1/imports/{importId}" or "/v1/imports/{importId}/problems" } =>
            [
                "manager",
                "auditor",
            ],
            { Method: "GET", Path: "/v1/seals" } => ["auditor", "administrator"],
            { Method: "GET", Path: "/v1/code-lists" or "/v1/code-lists/{name}" } => Roles,
            _ => [],
        };

    [Fact]
    public async Task Every_route_takes_the_roles_of_the_table_and_refuses_all_others()
    {
        var child = await api.Caseworker.RegisterChild();
        var wrong = new List<string>();
        var routes = Route.UnderV1(api);
        foreach (var role in Roles)
        {
            var caller = api.As(role);
            foreach (var route in routes)
            {
                using var response = await route.Call(caller, $"{child}");
                var may = response.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized);
                if (may != Allowed(route).Contains(role, StringComparer.Ordinal))
                {
                    wrong.Add($"{role}: {route} answered {(int)response.StatusCode}");
                }
                if (response.StatusCode == HttpStatusCode.Forbidden)
                {
                    await response.Problem(HttpStatusCode.Forbidden, "not_allowed");
                }
                Assert.True((int)response.StatusCode < 500, $"{role}: {route} answered {(int)response.StatusCode}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(routes.Count > 35, "The routes of the contract are not all there.");
    }

    [Fact]
    public async Task A_role_without_the_right_is_refused_before_its_body_or_query_is_read()
    {
        using var write = await api.Auditor.PostJson("/v1/children", "this is not JSON", ifMatch: null);
        await write.Problem(HttpStatusCode.Forbidden, "not_allowed");
        using var read = await api.As("administrator").GetAsync("/v1/stability?asAt=never");
        await read.Problem(HttpStatusCode.Forbidden, "not_allowed");
    }

    [Theory]
    [InlineData("")]
    [InlineData("Caseworker")]
    [InlineData("caseworker ")]
    [InlineData("superuser")]
    [InlineData("0")]
    public async Task A_role_that_is_not_spelt_exactly_is_none(string role)
    {
        using var response = await api.As(role).GetAsync("/v1/children");
        await response.Problem(HttpStatusCode.Forbidden, "not_allowed");
    }

    [Fact]
    public async Task A_caller_of_no_authority_is_refused_everywhere()
    {
        var nowhere = api.WithToken(api.Token(["manager"], [], []));
        using var response = await nowhere.GetAsync("/v1/children");
        await response.Problem(HttpStatusCode.Forbidden, "not_allowed");
    }

    [Fact]
    public async Task Two_roles_add_up_to_what_each_may_do_and_never_to_more()
    {
        var theirs = await api.As("caseworker", ApiHost.Cardiff, "north").Register(""","team":"north" """);

        // Reporting counts every team's children, but that opens no record of another team to a caseworker.
        var counting = api.WithToken(api.Token(["caseworker", "reporting"], [ApiHost.Cardiff], ["south"]));
        using var opened = await counting.GetAsync($"/v1/children/{theirs}");
        await opened.Problem(HttpStatusCode.NotFound, "child_not_found");
        var found = await counting.Get("/v1/children");
        Assert.DoesNotContain(found["items"]!.AsArray(), row => row!["childId"]!.GetValue<Guid>() == theirs);

        // An auditor reads every team's records and writes none; as a caseworker the same person writes the own team's.
        var auditing = api.WithToken(api.Token(["caseworker", "auditor"], [ApiHost.Cardiff], ["south"]));
        await auditing.Get($"/v1/children/{theirs}");
        using var written = await auditing.PostJson($"/v1/children/{theirs}/entries", $$"""{"entries":[{{Given.CareStarted}}]}""");
        await written.Problem(HttpStatusCode.NotFound, "child_not_found");
    }
}
