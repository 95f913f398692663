using System.Net;
using System.Text.Json.Nodes;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Contract;

/// <summary>Pages of lists, and what may be asked of them.</summary>
public sealed class ListTests(ContractHost host) : IClassFixture<ContractHost>, IAsyncLifetime
{
    private const int Children = 7;

    private static readonly SemaphoreSlim Making = new(1);
    private static bool made;

    private readonly ApiHost api = host.Api;

    /// <summary>The lists with one row a child.</summary>
    public static TheoryData<string> Lists => ["/v1/children", "/v1/current-placements", "/v1/stability", "/v1/out-of-county"];

    public async ValueTask InitializeAsync()
    {
        await Making.WaitAsync();
        if (!made)
        {
            for (var i = 0; i < Children; i++)
            {
                await api.Caseworker.ChildInPlacement();
            }
            made = true;
        }
        Making.Release();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_cursor_walks_every_row_once_and_in_the_order_of_one_page(string path)
    {
        var all = Ids(await api.Auditor.Get(path));
        Assert.True(all.Count >= Children);
        foreach (var limit in new[] { 1, 2, 3, all.Count - 1, all.Count, all.Count + 1, 1_000 })
        {
            Assert.Equal(all, await Walk($"{path}?limit={limit}", limit));
        }
    }

    [Fact]
    public async Task Entries_are_walked_in_recorded_order()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        await api.Caseworker.Record(child, Given.StatusChanged);
        var path = $"/v1/children/{child}/entries";
        var all = Ids(await api.Auditor.Get(path), "entryId");
        Assert.Equal(4, all.Count);
        foreach (var limit in new[] { 1, 2, 3, 4, 5 })
        {
            Assert.Equal(all, await Walk($"{path}?limit={limit}", limit, "entryId"));
        }
    }

    [Fact]
    public async Task Code_lists_are_a_list_like_others()
    {
        var all = Ids(await api.Auditor.Get("/v1/code-lists"), "name");
        Assert.True(all.Count > 20);
        Assert.Equal(all, await Walk("/v1/code-lists?limit=7", 7, "name"));
        var kind = await api.Auditor.Get("/v1/code-lists/kind");
        Assert.Equal("foster_care", (string?)kind["values"]![0]!["value"]);
        Assert.NotEmpty((string)kind["values"]![0]!["label"]!);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("-1")]
    [InlineData("abc")]
    [InlineData("1.5")]
    [InlineData("+5")]
    [InlineData("99999999999999999999")]
    public async Task A_limit_is_a_whole_number_from_1_to_1000(string limit)
    {
        foreach (var path in await EveryList())
        {
            using var response = await api.Auditor.GetAsync($"{path}?limit={Uri.EscapeDataString(limit)}");
            await response.Problem(HttpStatusCode.BadRequest, "limit_out_of_range", "limit");
        }
    }

    [Fact]
    public async Task A_cursor_that_the_list_did_not_give_is_refused()
    {
        var lists = await EveryList();
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in lists)
        {
            given[path] = (string)(await api.Auditor.Get($"{path}?limit=1"))["next"]!;
        }

        string[] garbage = ["x", "AAAA", "%00", "null", "0", "/+=", new string('A', 180), "WyJhIl0", "ö"];
        foreach (var path in lists)
        {
            foreach (var cursor in garbage.Concat(given.Where(other => other.Key != path).Select(other => other.Value)))
            {
                using var response = await api.Auditor.GetAsync($"{path}?cursor={Uri.EscapeDataString(cursor)}");
                await response.Problem(HttpStatusCode.BadRequest, "cursor_unknown", "cursor");
            }
            foreach (var cursor in new[] { new string('A', 3_000), "a\0b" })
            {
                using var response = await api.Auditor.GetAsync($"{path}?cursor={Uri.EscapeDataString(cursor)}");
                await response.Problem(HttpStatusCode.BadRequest, "parameter_malformed", "cursor");
            }
        }
    }

    [Fact]
    public async Task A_cursor_of_somebody_elses_authority_is_refused()
    {
        var cursor = (string)(await api.Auditor.Get("/v1/children?limit=1"))["next"]!;
        using var response = await api.As("auditor", ApiHost.Newport).GetAsync($"/v1/children?cursor={cursor}");
        await response.Problem(HttpStatusCode.BadRequest, "cursor_unknown", "cursor");
    }

    [Fact]
    public async Task A_misspelt_parameter_is_refused_and_not_ignored()
    {
        var child = await api.Caseworker.RegisterChild();
        // Where a name is asked for by its address, that there is none of it is told first.
        foreach (var route in Route.UnderV1(api).Where(route => route.Method == "GET" && !route.NamesAnything))
        {
            foreach (var parameter in new[] { "asknownat=2026-01-01T00:00:00Z", "as_at=2021-01-01", "Limit=5", "x", "page=2" })
            {
                using var response = await api.Auditor.GetAsync($"{route.For($"{child}")}?{parameter}");
                await response.Problem(HttpStatusCode.BadRequest, "parameter_unknown", parameter.Split('=')[0]);
            }
        }
    }

    [Fact]
    public async Task A_parameter_given_twice_is_refused()
    {
        using var response = await api.Auditor.GetAsync("/v1/children?asAt=2021-01-01&asAt=2022-01-01");
        await response.Problem(HttpStatusCode.BadRequest, "parameter_doubled", "asAt");
    }

    [Fact]
    public async Task Another_authority_than_the_callers_is_refused()
    {
        string[] paths =
        [
            "/v1/children",
            "/v1/current-placements",
            "/v1/stability",
            "/v1/stability/summary",
            "/v1/out-of-county",
            "/v1/out-of-county/summary",
            "/v1/returns/wales/measures",
            "/v1/returns/wales/codes",
        ];
        foreach (var path in paths)
        {
            foreach (var authority in new[] { ApiHost.Newport, "Cardiff", "*", "' or '1'='1" })
            {
                using var response = await api.Auditor.GetAsync($"{path}?authority={Uri.EscapeDataString(authority)}");
                await response.Problem(HttpStatusCode.Forbidden, "not_allowed");
            }
            await api.Auditor.Get($"{path}?authority={ApiHost.Cardiff}");
        }
    }

    [Fact]
    public async Task Who_works_for_two_authorities_sees_both_or_one_of_them()
    {
        await api.As("manager", ApiHost.Newport).RegisterChild(authority: ApiHost.Newport);
        var both = api.WithToken(api.Token(["manager"], [ApiHost.Cardiff, ApiHost.Newport], []));
        string[] Authorities(JsonObject list) =>
            [.. list["items"]!.AsArray().Select(row => (string)row!["authority"]!).Distinct(StringComparer.Ordinal)];

        Assert.Equal([ApiHost.Cardiff, ApiHost.Newport], Authorities(await both.Get("/v1/children?limit=1000")));
        Assert.Equal([ApiHost.Newport], Authorities(await both.Get($"/v1/children?limit=1000&authority={ApiHost.Newport}")));
    }

    [Theory]
    [InlineData("eren exa", true)]
    [InlineData("SEREN", true)]
    [InlineData("2012-05-14", true)]
    [InlineData("2012-05-15", false)]
    [InlineData("%", false)]
    [InlineData("_", false)]
    [InlineData("\\", false)]
    [InlineData("'; drop table x; --", false)]
    [InlineData("\ud83d\ude42", false)]
    public async Task A_search_takes_text_as_text(string search, bool found)
    {
        var answer = await api.Auditor.Get($"/v1/children?search={Uri.EscapeDataString(search)}");
        Assert.Equal(found, answer["items"]!.AsArray().Count > 0);
    }

    private async Task<string[]> EveryList()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        return
        [
            .. Lists.Select(row => row.Data),
            $"/v1/children/{child}/entries",
            $"/v1/children/{child}/access-log",
            "/v1/code-lists",
            "/v1/returns/wales/codes",
        ];
    }

    private async Task<List<string>> Walk(string path, int limit, string id = "childId")
    {
        var (ids, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = await api.Auditor.Get(cursor is null ? path : $"{path}&cursor={cursor}");
            var items = Ids(page, id);
            cursor = (string?)page["next"];
            Assert.True(cursor is null ? items.Count <= limit : items.Count == limit);
            ids.AddRange(items);
        } while (cursor is not null);
        return ids;
    }

    private static List<string> Ids(JsonObject page, string id = "childId")
    {
        Assert.True(page.ContainsKey("next"));
        return [.. page["items"]!.AsArray().Select(row => (string)row![id]!)];
    }
}
