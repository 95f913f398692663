using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Returns.Wales;

/// <summary>The Welsh census over HTTP. The tests share a database, so each looks for children of its own.</summary>
public sealed class WalesCensusTests(ContractHost host) : IClassFixture<ContractHost>
{
    private const string Census = "/v1/returns/wales/census";

    private readonly ApiHost api = host.Api;

    [Fact]
    public async Task The_answer_holds_the_rows_what_is_missing_and_how_sure_it_is()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();

        var answer = await api.Auditor.Get($"{Census}?year=2022");

        Assert.Equal((ApiHost.Cardiff, 2022), ((string)answer["authority"]!, (int)answer["year"]!));
        Assert.Contains("Not to be sent unchecked", (string)answer["confidence"]!, StringComparison.Ordinal);
        var row = Assert.Single(Of(answer["items"]!, child));
        Assert.Equal(
            ("2021-06-02", "S", "C1", "N1"),
            ((string?)row["startedOn"], (string?)row["reasonNewEpisode"], (string?)row["legalStatus"], (string?)row["need"])
        );
        // Nobody said where the home is, and the code depends on it.
        Assert.Null(row["placement"]);
        var problem = Of(answer["problems"]!, child).Single(problem => (string?)problem["field"] == "placement");
        Assert.StartsWith("Say which authority's area", (string?)problem["message"], StringComparison.Ordinal);
        Assert.Contains(answer["unconfirmed"]!.AsArray(), code => (string?)code!["code"] == "C1");
    }

    [Fact]
    public async Task The_file_is_the_rows_with_Englands_headings_and_harmless_cells()
    {
        var child = await api.Caseworker.Register(
            ""","ethnicity":"WBRI","homePostcode":"CF11 9XX","identifiers":[{"scheme":"case_number","value":"=cmd|A1"}]"""
        );
        var placement = Given.PlacementStarted(Guid.NewGuid())[..^1] + ""","hostAuthority":"W06000022","postcode":"withheld"}""";
        await api.Caseworker.Record(child, Given.CareStarted, placement);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Census}?year=2022");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var response = await api.Manager.SendAsync(request);

        Assert.Equal("text/csv; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        var lines = (await response.Content.ReadAsStringAsync()).Split("\r\n");
        Assert.Equal("CHILD,SEX,DOB,ETHNIC,UPN,UASC,DECOM,RNE,LS,CIN,PLACE,PLACE_LOCATION,DEC,REC,HOME_POST,PL_POST", lines[0]);
        Assert.Contains("\"'=cmd|A1\",2,14/05/2012,WBRI,,0,02/06/2021,S,C1,N1,F5,2,,,CF11 9XX,", lines);
    }

    [Fact]
    public async Task A_corrected_code_is_in_the_next_census_and_not_in_the_one_known_before()
    {
        var authority = "W06000023";
        var manager = api.As("manager", authority);
        var child = await manager.Register(authority: authority);
        await manager.Record(child, Given.CareStarted);
        var before = (string)(await manager.Get($"{Census}?year=2022"))["asKnownAt"]!;
        const string body = """
            {"corrections":[{"codeList":"legal_status","value":"interim_care_order","code":"W1","confidence":"confirmed","evidence":"Guidance"}]}
            """;
        using var corrected = await manager.PutAsync("/v1/returns/wales/codes", new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.NoContent, corrected.StatusCode);

        var now = await manager.Get($"{Census}?year=2022");
        Assert.Equal("W1", (string?)Of(now["items"]!, child).Single()["legalStatus"]);
        Assert.DoesNotContain(now["unconfirmed"]!.AsArray(), code => (string?)code!["field"] == "legalStatus");
        var then = await manager.Get($"{Census}?year=2022&asKnownAt={before}");
        Assert.Equal("C1", (string?)Of(then["items"]!, child).Single()["legalStatus"]);
    }

    [Fact]
    public async Task One_authoritys_census_holds_no_child_of_another()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        var newport = await api.As("auditor", ApiHost.Newport).Get($"{Census}?year=2022");
        Assert.Empty(Of(newport["items"]!, child));
        using var refused = await api.Auditor.GetAsync($"{Census}?year=2022&authority={ApiHost.Newport}");
        await refused.Problem(HttpStatusCode.Forbidden, "not_allowed");
    }

    [Fact]
    public async Task Making_a_return_is_written_down()
    {
        var auditor = api.WithToken(api.Token(["auditor"], [ApiHost.Cardiff], [], subject: "who-makes-returns"));
        await auditor.Get($"{Census}?year=2022");
        await using var command = api.Database.CreateCommand(
            "select operation from placements.read_audit where subject = 'who-makes-returns' and granted"
        );
        Assert.Equal("make a statutory return", await command.ExecuteScalarAsync());
    }

    [Theory]
    [InlineData("1999")]
    [InlineData("2101")]
    [InlineData("0")]
    [InlineData("-2024")]
    [InlineData("26")]
    [InlineData("2025-26")]
    [InlineData("99999999999")]
    public async Task A_year_that_is_none_is_refused(string year)
    {
        using var response = await api.Auditor.GetAsync($"{Census}?year={year}");
        await response.Problem(HttpStatusCode.BadRequest, "year_out_of_range", "year");
    }

    private static IEnumerable<JsonNode> Of(JsonNode list, Guid child) =>
        list.AsArray().Where(item => item!["childId"]!.GetValue<Guid>() == child).Select(item => item!);
}
