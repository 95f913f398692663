using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Placements.Application;
using Placements.Application.Returns.Wales;
using Placements.Domain.Codes.Returns;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Returns.Wales;

/// <summary>
/// The Welsh codes as they are shipped, and as a council puts them right. The tests share a database, so each corrects a value of its own.
/// </summary>
public sealed class WalesCodeTests(ContractHost host) : IClassFixture<ContractHost>
{
    private const string Codes = "/v1/returns/wales/codes";

    /// <summary>Powys, for which no test corrects anything.</summary>
    private const string Untouched = "W06000023";

    private readonly ApiHost api = host.Api;

    [Fact]
    public async Task Every_code_is_listed_with_how_sure_it_is()
    {
        var items = await Items(api.As("administrator", Untouched), "limit=1000");

        Assert.Equal(WalesReturn.Shipped.Count, items.Count);
        Assert.All(items, item => Assert.NotEmpty((string)item["evidence"]! + (string)item["meaning"]!));
        Assert.All(items, item => Assert.Null(item["correctedBy"]));
        var foster = items.Single(item => (string?)item["value"] == "foster_care/independent_agency/outside");
        Assert.Equal(("F6", "not_confirmed"), ((string?)foster["code"], (string?)foster["confidence"]));
        var ready = items.Single(item => (string?)item["value"] == "when_i_am_ready");
        Assert.Equal((null, "confirmed"), ((string?)ready["code"], (string?)ready["confidence"]));
    }

    [Fact]
    public async Task A_correction_wins_from_the_moment_it_is_made_and_says_by_whom()
    {
        var before = (await api.Manager.Get(Codes))["asKnownAt"]!.GetValue<string>();
        await Corrected(api.Manager, """{"codeList":"reason_episode_finished","value":"when_i_am_ready","code":"E17"}""");

        var now = await Code(api.Auditor, "when_i_am_ready");
        Assert.Equal(("E17", "confirmed", "Test manager"), ((string?)now["code"], (string?)now["confidence"], (string?)now["correctedBy"]));
        Assert.Equal("Census guidance 2025-26, page 31", (string?)now["evidence"]);
        Assert.NotNull(now["correctedAt"]);
        var then = await Code(api.Auditor, "when_i_am_ready", $"asKnownAt={before}");
        Assert.Null(then["code"]);
        // Another council has its own.
        Assert.Null((await Code(api.As("auditor", ApiHost.Newport), "when_i_am_ready"))["code"]);
    }

    [Fact]
    public async Task A_code_that_changes_with_a_year_holds_in_its_years()
    {
        await Corrected(
            api.As("administrator"),
            """{"codeList":"placement","value":"custody/inside","code":"R5","toYear":2026}""",
            """{"codeList":"placement","value":"custody/inside","code":"K9","fromYear":2027}"""
        );

        Assert.Equal("R5", (string?)(await Code(api.Auditor, "custody/inside", "asAt=2026-03-31"))["code"]);
        Assert.Equal("K9", (string?)(await Code(api.Auditor, "custody/inside", "asAt=2026-04-01"))["code"]);
        Assert.Equal("R5", (string?)(await Code(api.Auditor, "custody/outside", "asAt=2026-04-01"))["code"]);
    }

    [Fact]
    public async Task The_same_correction_twice_is_one_and_a_later_one_is_kept_beside_it()
    {
        const string first = """{"codeList":"need","value":"low_income","code":"N70"}""";
        await Corrected(api.Manager, first);
        await Corrected(api.Manager, first);
        Assert.Equal(1, await Rows("low_income"));

        await Corrected(api.Manager, """{"codeList":"need","value":"low_income","code":"N71"}""");
        Assert.Equal(2, await Rows("low_income"));
        Assert.Equal("N71", (string?)(await Code(api.Auditor, "low_income"))["code"]);
    }

    [Theory]
    [InlineData("""{"codeList":"PLACEMENT","value":"custody/inside","code":"X"}""", "code_list_unknown", "corrections[1].codeList")]
    [InlineData("""{"codeList":"placement","value":"castle/inside","code":"X"}""", "value_unknown", "corrections[1].value")]
    [InlineData("""{"codeList":"need","value":"custody/inside","code":"X"}""", "value_unknown", "corrections[1].value")]
    [InlineData("""{"codeList":"need","value":"absent_parenting","code":""}""", "value_refused", "corrections[1].code")]
    [InlineData("""{"codeList":"need","value":"absent_parenting","code":" N8"}""", "code_malformed", "corrections[1].code")]
    [InlineData("""{"codeList":"need","value":"absent_parenting","code":"=N8"}""", "code_malformed", "corrections[1].code")]
    [InlineData("""{"codeList":"need","value":"absent_parenting","code":"N12345678"}""", "code_malformed", "corrections[1].code")]
    [InlineData("""{"codeList":"need","value":"absent_parenting","code":8}""", "value_refused", "corrections[1].code")]
    [InlineData(
        """{"codeList":"need","value":"absent_parenting","code":"N8","fromYear":26}""",
        "year_out_of_range",
        "corrections[1].fromYear"
    )]
    [InlineData(
        """{"codeList":"need","value":"absent_parenting","code":"N8","toYear":9999}""",
        "year_out_of_range",
        "corrections[1].toYear"
    )]
    [InlineData(
        """{"codeList":"need","value":"absent_parenting","code":"N8","fromYear":2027,"toYear":2026}""",
        "years_reversed",
        "corrections[1].toYear"
    )]
    public async Task One_wrong_correction_refuses_all(string wrong, string code, string field)
    {
        using var response = await Put(api.Manager, """{"codeList":"need","value":"child_disability","code":"N2X"}""", wrong);
        await response.Problem(HttpStatusCode.BadRequest, code, field);
        Assert.Equal(0, await Rows("child_disability"));
    }

    [Theory]
    [InlineData("""{"corrections":[]}""", "corrections_missing", "corrections")]
    [InlineData("""{"corrections":[null]}""", "value_refused", "corrections")]
    [InlineData("{}", "member_missing", "corrections")]
    [InlineData("""{"corrections":[{"codeList":"need"}]}""", "member_missing", null)]
    [InlineData("""{"corrections":[],"force":true}""", "member_unknown", "force")]
    [InlineData("not JSON", "json_malformed", null)]
    public async Task A_body_that_is_none_is_refused(string body, string code, string? field)
    {
        using var response = await Send(api.Manager, body);
        await response.Problem(HttpStatusCode.BadRequest, code, field);
    }

    [Fact]
    public async Task Codes_are_one_authoritys_and_who_works_for_two_says_which()
    {
        using var other = await Send(api.Manager, Body(ApiHost.Newport, """{"codeList":"need","value":"low_income","code":"N7"}"""));
        await other.Problem(HttpStatusCode.Forbidden, "not_allowed");

        var both = api.WithToken(api.Token(["manager"], [ApiHost.Cardiff, ApiHost.Newport], []));
        using var which = await both.GetAsync(Codes);
        await which.Problem(HttpStatusCode.BadRequest, "authority_missing", "authority");
        using var whose = await Put(both, """{"codeList":"need","value":"family_dysfunction","code":"N5"}""");
        await whose.Problem(HttpStatusCode.BadRequest, "authority_missing", "authority");

        using var named = await Send(both, Body(ApiHost.Newport, """{"codeList":"need","value":"family_dysfunction","code":"N55"}"""));
        Assert.Equal(HttpStatusCode.NoContent, named.StatusCode);
        var newport = await Code(both, "family_dysfunction", $"authority={ApiHost.Newport}");
        Assert.Equal("N55", (string?)newport["code"]);
        Assert.Equal("N5", (string?)(await Code(both, "family_dysfunction", $"authority={ApiHost.Cardiff}"))["code"]);
    }

    [Fact]
    public async Task Opening_the_database_again_ships_nothing_twice_and_what_a_release_knows_better_counts_from_then_on()
    {
        const string value = "residential_school/inside";
        await WalesCodes.Ship(api.Database, CancellationToken.None);
        Assert.Equal(WalesReturn.Shipped.Count, await Count("authority is null"));

        // As an earlier release would have shipped it; the row that is added at the end says what this one ships.
        await using (var older = api.Database.CreateCommand($"update reference.wales_code set code = 'S0' where our_value = '{value}'"))
        {
            await older.ExecuteNonQueryAsync();
        }
        var then = (await api.Manager.Get(Codes))["asKnownAt"]!.GetValue<string>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => WalesCodes.Ship(api.Database, CancellationToken.None)));

        Assert.Equal(2, await Count($"our_value = '{value}'"));
        Assert.Equal("S1", (string?)(await Code(api.Auditor, value))["code"]);
        Assert.Equal("S0", (string?)(await Code(api.Auditor, value, $"asKnownAt={then}"))["code"]);
    }

    private static string Body(string? authority, params string[] corrections)
    {
        var body = new JsonObject { ["corrections"] = new JsonArray([.. corrections.Select(Complete)]) };
        if (authority is not null)
        {
            body["authority"] = authority;
        }
        return body.ToJsonString();
    }

    private static JsonNode Complete(string correction)
    {
        var node = JsonNode.Parse(correction)!;
        node["confidence"] = "confirmed";
        node["evidence"] = "Census guidance 2025-26, page 31";
        return node;
    }

    private static Task<HttpResponseMessage> Put(HttpClient client, params string[] corrections) => Send(client, Body(null, corrections));

    private static async Task<HttpResponseMessage> Send(HttpClient client, string body) =>
        await client.PutAsync(Codes, new StringContent(body, Encoding.UTF8, "application/json"));

    private static async Task Corrected(HttpClient client, params string[] corrections)
    {
        using var response = await Put(client, corrections);
        Assert.True(response.StatusCode == HttpStatusCode.NoContent, await response.Content.ReadAsStringAsync());
    }

    private static async Task<List<JsonNode>> Items(HttpClient client, string query) =>
        [.. (await client.Get($"{Codes}?{query}"))["items"]!.AsArray().Select(item => item!)];

    private static async Task<JsonNode> Code(HttpClient client, string value, string query = "asAt=2026-03-31") =>
        (await Items(client, $"limit=1000&{query}")).First(item => (string?)item["value"] == value);

    private Task<long> Rows(string value) => Count($"authority is not null and our_value = '{value}'");

    private async Task<long> Count(string which)
    {
        await using var command = api.Database.CreateCommand($"select count(*) from reference.wales_code where {which}");
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
