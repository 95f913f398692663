using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Returns.Checks;

/// <summary>The checks over HTTP. Authorities that no other test uses, so that lists hold only what is recorded here.</summary>
public sealed class CheckReturnTests(ContractHost host) : IClassFixture<ContractHost>
{
    private const string Coventry = "E08000026";
    private const string Dudley = "E08000027";
    private const string Sandwell = "E08000028";
    private const string Torfaen = "W06000020";

    private readonly ApiHost api = host.Api;

    [Fact]
    public async Task Breaches_come_by_child_with_the_fields_and_the_entry_to_correct()
    {
        var child = await Recorded(Coventry);

        var answer = await api.As("auditor", Coventry).Get("/v1/returns/2022/checks");

        Assert.Equal((Coventry, 2022), ((string)answer["authority"]!, (int)answer["year"]!));
        var item = Assert.Single(answer["items"]!.AsArray())!;
        Assert.Equal((child, "CV-1"), (item["childId"]!.GetValue<Guid>(), (string)item["code"]!));
        var breach = Assert.Single(item["breaches"]!.AsArray(), breach => (string)breach!["code"]! == "442")!;
        Assert.Equal("A looked-after child has a school number, or a code that says why there is none.", (string)breach["message"]!);
        Assert.Equal("[\"Header.UPN\"]", breach["fields"]!.ToJsonString());
        Assert.Equal(("Header", 1), ((string)breach["table"]!, (int)breach["row"]!));
        Assert.Single(breach["entryIds"]!.AsArray());
        Assert.Null(answer["next"]);

        var summary = await api.As("manager", Coventry).Get("/v1/returns/2022/checks/summary");
        var counted = Assert.Single(summary["items"]!.AsArray(), count => (string)count!["code"]! == "442")!;
        Assert.Equal((1, 1), ((int)counted["children"]!, (int)counted["breaches"]!));
    }

    [Fact]
    public async Task The_file_has_a_row_a_breach_and_harmless_cells()
    {
        await Recorded(Dudley, "=cmd");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/returns/2022/checks");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var response = await api.As("manager", Dudley).SendAsync(request);
        var lines = (await response.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("childId,child,rule,message,fields,table,row,on,entryIds", lines[0]);
        var line = Assert.Single(lines, line => line.Contains(",442,", StringComparison.Ordinal));
        Assert.Contains(",Header.UPN,Header,1,,", line, StringComparison.Ordinal);
        Assert.Contains("'=cmd", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cursor_walks_every_child_once_and_each_is_in_the_read_audit()
    {
        var children = new List<Guid>();
        foreach (var code in new[] { "S-3", "S-1", "S-2" })
        {
            children.Add(await Recorded(Sandwell, code));
        }
        var auditor = api.WithToken(api.Token(["auditor"], [Sandwell], [], subject: "who-checks-returns"));
        var (walked, cursor) = (new List<string>(), "");
        do
        {
            var page = await auditor.Get($"/v1/returns/2022/checks?limit=1{cursor}");
            walked.AddRange(page["items"]!.AsArray().Select(item => (string)item!["code"]!));
            cursor = page["next"] is { } next ? $"&cursor={next}" : null;
        } while (cursor is not null);

        Assert.Equal(["S-1", "S-2", "S-3"], walked);
        await using var command = api.Database.CreateCommand(
            "select array_agg(child_id order by child_id) from placements.read_audit where subject = 'who-checks-returns' and child_id is not null"
        );
        Assert.Equal(children.Order(), ((Guid[])(await command.ExecuteScalarAsync())!).Order());

        foreach (var wrong in new[] { "x", "AAAA", (string)(await auditor.Get("/v1/returns/2022/checks?limit=1"))["next"]! })
        {
            using var response = await auditor.GetAsync($"/v1/returns/2023/checks?cursor={wrong}");
            await response.Problem(HttpStatusCode.BadRequest, "cursor_unknown", "cursor");
        }
    }

    [Fact]
    public async Task A_Welsh_authority_is_checked_by_Welsh_rules()
    {
        await Recorded(Torfaen);

        var answer = await api.As("auditor", Torfaen).Get("/v1/returns/2022/checks");

        var codes = answer["items"]![0]!["breaches"]!.AsArray().Select(breach => (string)breach!["code"]!).ToList();
        Assert.Contains("host_authority_missing", codes);
        Assert.Contains("cell_without_code", codes);
        Assert.DoesNotContain(codes, code => char.IsAsciiDigit(code[0]));
    }

    [Fact]
    public async Task What_was_recorded_later_is_left_out()
    {
        var before = (string)(await api.As("auditor", "E08000030").Get("/v1/returns/2022/checks"))["asKnownAt"]!;
        await Recorded("E08000030");
        var then = await api.As("auditor", "E08000030").Get($"/v1/returns/2022/checks?asKnownAt={Uri.EscapeDataString(before)}");
        Assert.Empty(then["items"]!.AsArray());
    }

    [Fact]
    public async Task What_was_corrected_since_last_years_return_was_frozen_is_told()
    {
        const string Walsall = "E08000031";
        var (child, manager) = (await Recorded(Walsall), api.As("manager", Walsall));
        Assert.DoesNotContain("503B", await Codes(manager));
        using var frozen = await manager.PostJson("/v1/returns", """{"year":2022,"kind":"ssda903"}""", ifMatch: null);
        Assert.Equal(HttpStatusCode.Created, frozen.StatusCode);
        Assert.DoesNotContain("503B", await Codes(manager));

        var entries = (await manager.Get($"/v1/children/{child}/entries"))["items"]!.AsArray();
        var careStarted = (string)entries.Single(entry => (string?)entry!["type"] == "care_started")!["entryId"]!;
        var facts = Given.CareStarted.Replace("interim_care_order", "care_order", StringComparison.Ordinal);
        await manager.Record(child, $$"""{"type":"entry_corrected","entryId":"{{careStarted}}","reason":"misread","facts":{{facts}}}""");

        Assert.Contains("503B", await Codes(manager));

        static async Task<List<string>> Codes(HttpClient client) =>
            [
                .. (await client.Get("/v1/returns/2023/checks"))["items"]!
                    .AsArray()
                    .SelectMany(item => item!["breaches"]!.AsArray())
                    .Select(breach => (string)breach!["code"]!),
            ];
    }

    [Theory]
    [InlineData("2016")]
    [InlineData("2028")]
    [InlineData("0")]
    [InlineData("-2022")]
    [InlineData("2022.5")]
    [InlineData("wales")]
    [InlineData("99999999999")]
    public async Task A_year_that_is_none_is_refused(string year)
    {
        foreach (var path in new[] { "checks", "checks/summary" })
        {
            using var response = await api.Auditor.GetAsync($"/v1/returns/{year}/{path}");
            await response.Problem(HttpStatusCode.BadRequest, "year_out_of_range", "year");
        }
    }

    [Fact]
    public async Task Who_works_for_several_says_which_and_nobody_sees_anothers()
    {
        using var which = await api.WithToken(api.Token(["auditor"], [Coventry, Dudley], [])).GetAsync("/v1/returns/2022/checks");
        await which.Problem(HttpStatusCode.BadRequest, "authority_missing", "authority");
        using var another = await api.Auditor.GetAsync($"/v1/returns/2022/checks?authority={Coventry}");
        await another.Problem(HttpStatusCode.Forbidden, "not_allowed");
        using var misspelt = await api.Auditor.GetAsync("/v1/returns/2022/checks?asknownat=2026-01-01T00:00:00Z");
        await misspelt.Problem(HttpStatusCode.BadRequest, "parameter_unknown", "asknownat");
    }

    private async Task<Guid> Recorded(string authority, string code = "CV-1")
    {
        var manager = api.As("manager", authority);
        var child = await manager.Register($$""","identifiers":[{"scheme":"child_code","value":"{{code}}"}]""", authority: authority);
        await manager.Record(child, Given.CareStarted);
        await manager.Record(child, Given.PlacementStarted(Guid.NewGuid()));
        return child;
    }
}
