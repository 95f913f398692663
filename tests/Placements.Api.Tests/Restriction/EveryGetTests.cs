using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.Returns.Records;

namespace Placements.Tests.Api.Restriction;

/// <summary>
/// Every GET there is, asked by every role before a restricted child was in the database and after: the answers are the same to the last
/// byte, but for the instants of asking. A new route fails here until somebody says how it is asked.
/// </summary>
public sealed partial class EveryGetTests(ContractHost host) : IClassFixture<ContractHost>
{
    private static readonly string[] Roles = ["caseworker", "manager", "auditor", "reporting", "administrator"];

    private readonly ApiHost api = host.Api;

    /// <param name="Route">As the host has it.</param>
    private sealed record Ask(string Route, string Address, string Accept = "application/json");

    [Theory]
    [InlineData(ApiHost.Cardiff)]
    [InlineData(RestrictedLife.England)]
    public async Task None_tells_those_who_are_not_on_the_list_that_there_is_such_a_child(string authority)
    {
        var manager = api.As("manager", authority);
        var sibling = await manager.InCare(authority, "A-1");
        var made = await Freeze(manager, authority);
        var asks = await Asks(authority, sibling, (string)made["returnId"]!);
        var before = await Answers(authority, asks);

        Guid[] hidden = [await manager.InCare(authority, "A-2"), await manager.GoneHome(authority, "A-3")];
        var known = Instant(DateTimeOffset.UtcNow);
        var shown = await Answers(authority, asks);
        await manager.Restrict(hidden[0], ["insider"], []);
        await manager.Restrict(hidden[1], [], ["inner-team"]);

        Same(before, await Answers(authority, asks));
        // Rights go by now: what was known before the record was restricted does not show the child either.
        List<Ask> clocked = [.. asks.Where(ask => ask.Accept == "application/json" && TakesInstant(ask.Route))];
        Same(before, await Answers(authority, clocked, known));
        await HiddenAnswersLikeUnknown(authority, hidden);

        // The children were in many answers, so that the sameness means something.
        var changed = shown.Where(answer => before[answer.Key] != answer.Value).Select(answer => answer.Key.Ask.Route).ToHashSet();
        Assert.Subset(
            changed,
            new HashSet<string>(StringComparer.Ordinal)
            {
                "/v1/children",
                "/v1/current-placements",
                "/v1/stability",
                "/v1/stability/summary",
                "/v1/out-of-county",
                "/v1/out-of-county/summary",
                "/v1/reports/{id}",
                "/v1/reports/{id}/children",
                "/v1/reports/{id}/difference",
                "/v1/returns/wales/measures",
                "/v1/returns/wales/census",
                "/v1/returns/ssda903",
                "/v1/returns/{year}/checks",
                "/v1/returns/{year}/checks/summary",
                "/v1/returns/{returnId}/changes",
            }
        );
        // And they still are, for who is on the list.
        var insider = api.WithToken(api.Token(["auditor"], [authority], ["inner-team"], subject: "insider"));
        Assert.Equal(3, (await insider.Get("/v1/children"))["items"]!.AsArray().Count);
    }

    private static async Task<JsonObject> Freeze(HttpClient manager, string authority)
    {
        var kind = authority == RestrictedLife.England ? "ssda903" : "wales_census";
        using var response = await manager.PostJson("/v1/returns", RecordsHost.Body(2023, kind), ifMatch: null);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Json();
    }

    /// <summary>How each route is asked; several ways where filters, formats or pages might tell.</summary>
    private async Task<List<Ask>> Asks(string authority, Guid sibling, string returnId)
    {
        var reports = (await api.As("auditor", authority).Get("/v1/reports"))["items"]!.AsArray();
        var asks = new List<Ask>();
        // Not those that say something else each time: who looked at the sibling, and seals, which count entries of everybody.
        string[] grow = ["/v1/children/{childId}/access-log", "/v1/children/{childId}/subject-access", "/v1/seals"];
        foreach (
            var route in Route.UnderV1(api).Where(route => route.Method == "GET" && !grow.Contains(route.Path)).Select(route => route.Path)
        )
        {
            string[] queries = route switch
            {
                "/v1/children" => ["", "?search=Seren", "?search=A-2", "?search=2012-05-14", "?limit=1", "?asAt=2022-09-02"],
                "/v1/current-placements" or "/v1/stability" or "/v1/out-of-county" => ["", "?limit=1", "?asAt=2022-09-02"],
                "/v1/stability/summary" or "/v1/out-of-county/summary" or "/v1/returns/wales/measures" => ["", "?asAt=2022-09-02"],
                "/v1/returns/wales/census" => ["?year=2023"],
                "/v1/returns/ssda903" => ["?year=2023", "?year=2023&format=xml"],
                "/v1/reports/{id}" => ["", "?asAt=2022-09-02", "?siblingGroup=true&disabled=true", "?asAt=2023-03-31&suppress=true"],
                "/v1/reports/{id}/difference" => ["?asAt=2023-03-31&fromAsAt=2021-12-31"],
                "/v1/reports/{id}/children" => ["?asAt=2022-09-02"],
                "/v1/returns" or "/v1/imports" or "/v1/notices" or "/v1/code-lists" or "/v1/reports" => [""],
                "/v1/returns/wales/codes" or "/v1/code-lists/{name}" => [""],
                _ when route.StartsWith("/v1/children/{childId}", StringComparison.Ordinal) => [""],
                _ when route.StartsWith("/v1/returns/{returnId}", StringComparison.Ordinal) => [""],
                _ when route.StartsWith("/v1/returns/{year}/checks", StringComparison.Ordinal) => [""],
                _ when route.StartsWith("/v1/imports/{importId}", StringComparison.Ordinal) => [""],
                _ => throw new InvalidOperationException($"Nobody says here how {route} is asked: add it to the table."),
            };
            foreach (var address in queries.SelectMany(query => Addresses(route, reports, sibling, returnId).Select(path => path + query)))
            {
                asks.AddRange(Columns(route, address, reports).Select(full => new Ask(route, full)));
                if (route is "/v1/children" or "/v1/stability" or "/v1/reports/{id}/difference" or "/v1/returns/wales/census")
                {
                    asks.Add(new Ask(route, address, "text/csv"));
                }
                if (route is "/v1/returns/{year}/checks" or "/v1/returns/{returnId}/changes")
                {
                    asks.Add(new Ask(route, address, "text/csv"));
                }
            }
        }
        return asks;
    }

    private static IEnumerable<string> Addresses(string route, JsonArray reports, Guid sibling, string returnId)
    {
        string[] names = route.Contains("{id}", StringComparison.Ordinal) ? [.. reports.Select(report => (string)report!["id"]!)] : [""];
        return names.Select(name =>
            route
                .Replace("{id}", name, StringComparison.Ordinal)
                .Replace("{childId}", $"{sibling}", StringComparison.Ordinal)
                .Replace("{returnId}", returnId, StringComparison.Ordinal)
                .Replace("{year}", "2023", StringComparison.Ordinal)
                .Replace("files/{name}", "files/gaps.csv", StringComparison.Ordinal)
                .Replace("{name}", "kind", StringComparison.Ordinal)
                .Replace("{importId}", $"{Guid.Empty}", StringComparison.Ordinal)
        );
    }

    /// <summary>The children behind every count of a report.</summary>
    private static IEnumerable<string> Columns(string route, string address, JsonArray reports) =>
        route != "/v1/reports/{id}/children"
            ? [address]
            : reports.Single(report => address.StartsWith($"/v1/reports/{report!["id"]}/", StringComparison.Ordinal))!["columns"]!
                .AsArray()
                .Where(column => (string?)column!["role"] == "count")
                .Select(column => $"{address}&column={column!["name"]}");

    private bool TakesInstant(string route) =>
        route is not ("/v1/returns" or "/v1/imports" or "/v1/notices" or "/v1/code-lists" or "/v1/reports" or "/v1/code-lists/{name}")
        && !route.StartsWith("/v1/imports/", StringComparison.Ordinal)
        && (!route.StartsWith("/v1/returns/{returnId}", StringComparison.Ordinal) || route.EndsWith("/changes", StringComparison.Ordinal));

    private async Task<Dictionary<(string Role, Ask Ask), string>> Answers(string authority, List<Ask> asks, string? asKnownAt = null)
    {
        var answers = new Dictionary<(string, Ask), string>();
        foreach (var role in Roles)
        {
            var client = api.As(role, authority);
            foreach (var ask in asks)
            {
                // A report's figures do not depend on the role; two stand for all.
                if (ask.Route.StartsWith("/v1/reports/", StringComparison.Ordinal) && role is not ("caseworker" or "reporting"))
                {
                    continue;
                }
                var known = asKnownAt is null
                    ? ""
                    : $"{(ask.Address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}asKnownAt={asKnownAt}";
                answers.Add((role, ask), await Answer(client, ask.Address + known, ask.Accept));
            }
        }
        return answers;
    }

    /// <summary>Status, headers and body, but for the instants of asking.</summary>
    private static async Task<string> Answer(HttpClient client, string address, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        using var response = await client.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var body =
            response.Content.Headers.ContentType?.MediaType == "application/zip"
                ? string.Concat((await RecordsHost.Unzipped(bytes)).Select(file => $"{file.Key}:\n{Encoding.UTF8.GetString(file.Value)}"))
                : Encoding.UTF8.GetString(bytes);
        return $"{(int)response.StatusCode} {response.Headers.ETag} {response.Content.Headers.ContentType}\n{Instants().Replace(body, "…")}";
    }

    private static void Same(Dictionary<(string Role, Ask Ask), string> before, Dictionary<(string Role, Ask Ask), string> after)
    {
        var wrong = after
            .Where(answer => before[answer.Key] != answer.Value)
            .Select(answer => $"{answer.Key.Role} {answer.Key.Ask}:\n{before[answer.Key]}\nbut then\n{answer.Value}")
            .ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count} answers differ.\n{string.Join("\n\n", wrong.Take(3))}");
    }

    private async Task HiddenAnswersLikeUnknown(string authority, Guid[] hidden)
    {
        foreach (var role in Roles)
        {
            var client = api.As(role, authority);
            foreach (var route in Route.UnderV1(api).Where(route => route.Method == "GET" && route.IsOfOneChild))
            {
                var unknown = await Answer(client, route.For($"{Guid.NewGuid()}"), "application/json");
                foreach (var child in hidden)
                {
                    Assert.Equal(unknown, await Answer(client, route.For($"{child}"), "application/json"));
                }
            }
        }
    }

    private static string Instant(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Instants();
}
