using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Surface;

/// <summary>Searching for a child without writing the name into an address.</summary>
public sealed class SearchInBodyTests(ContractHost host) : IClassFixture<ContractHost>
{
    private const string Path = "/v1/children/search";

    private readonly ApiHost api = host.Api;

    [Fact]
    public async Task It_finds_what_the_list_finds_page_by_page_and_its_cursors_hold_no_name()
    {
        for (var i = 0; i < 3; i++)
        {
            await api.Caseworker.RegisterChild();
        }
        var list = Ids(await api.Auditor.Get("/v1/children?search=seren&limit=1000"));
        Assert.True(list.Count >= 3);

        var (found, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = await Search(
                new JsonObject
                {
                    ["search"] = "seren",
                    ["limit"] = 2,
                    ["cursor"] = cursor,
                }
            );
            cursor = (string?)page["next"];
            found.AddRange(Ids(page));
            var inside = cursor is null ? "" : System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(cursor));
            Assert.DoesNotContain("seren", inside, StringComparison.OrdinalIgnoreCase);
        } while (cursor is not null);

        Assert.Equal(list, found);
    }

    [Fact]
    public async Task It_takes_both_clocks_and_the_authority_and_gives_CSV()
    {
        var child = await api.Caseworker.RegisterChild();
        var known = DateTimeOffset.UtcNow;
        var answer = await Search(
            new JsonObject
            {
                ["asAt"] = "2021-07-01",
                ["asKnownAt"] = known.ToString("O"),
                ["authority"] = ApiHost.Cardiff,
                ["limit"] = 1000,
            }
        );
        Assert.Equal("2021-07-01", (string?)answer["asAt"]);
        Assert.Contains($"{child}", Ids(answer));
        Assert.Empty(Ids(await Search(new JsonObject { ["asKnownAt"] = "2001-01-01T00:00:00Z" })));

        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = JsonBody("""{"search":"seren"}""") };
        request.Headers.Accept.ParseAdd("text/csv");
        using var csv = await api.Auditor.SendAsync(request);
        Assert.Equal("text/csv", csv.Content.Headers.ContentType?.MediaType);
        Assert.Contains($"{child}", await csv.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"limit":0}""", "limit_out_of_range", "limit")]
    [InlineData("""{"limit":1001}""", "limit_out_of_range", "limit")]
    [InlineData("""{"limit":"5"}""", "value_wrong", "limit")]
    [InlineData("""{"cursor":"nonsense"}""", "cursor_unknown", "cursor")]
    [InlineData("""{"asAt":"2021-02-30"}""", "value_wrong", "asAt")]
    [InlineData("""{"asKnownAt":"9999-01-01T00:00:00Z"}""", "instant_in_future", "asKnownAt")]
    [InlineData("""{"search":"a\u0000b"}""", "value_refused", "search")]
    [InlineData("""{"search":"a\tb"}""", "parameter_malformed", "search")]
    [InlineData("""{"search":["seren"]}""", "value_refused", "search")]
    [InlineData("""{"serch":"seren"}""", "member_unknown", "serch")]
    [InlineData("[]", "not_an_object", null)]
    public async Task What_is_wrong_is_named(string body, string code, string? field)
    {
        using var response = await api.Auditor.PostAsync(Path, JsonBody(body));
        await response.Problem(HttpStatusCode.BadRequest, code, field);
    }

    [Fact]
    public async Task Another_authority_than_the_callers_a_parameter_in_the_address_and_another_form_are_refused()
    {
        using var elsewhere = await api.Auditor.PostAsync(Path, JsonBody($$"""{"authority":"{{ApiHost.Newport}}"}"""));
        await elsewhere.Problem(HttpStatusCode.Forbidden, "not_allowed");
        using var inAddress = await api.Auditor.PostAsync($"{Path}?search=seren", JsonBody("{}"));
        await inAddress.Problem(HttpStatusCode.BadRequest, "parameter_unknown", "search");
        using var form = await api.Auditor.PostAsync(Path, new StringContent("search=seren", null, "application/x-www-form-urlencoded"));
        await form.Problem(HttpStatusCode.UnsupportedMediaType, "not_json");
        using var reporting = await api.Reporting.PostAsync(Path, JsonBody("{}"));
        await reporting.Problem(HttpStatusCode.Forbidden, "not_allowed");
    }

    [Fact]
    public async Task The_contract_warns_of_names_in_addresses()
    {
        var contract = await api.WithToken(null).Get("/openapi/v1.json");
        var parameters = contract["paths"]!["/v1/children"]!["get"]!["parameters"]!.AsArray();
        Assert.True((bool)parameters.Single(parameter => (string?)parameter!["name"] == "search")!["deprecated"]!);
        Assert.DoesNotContain("Idempotency-Key", contract["paths"]![Path]!["post"]!.ToJsonString(), StringComparison.Ordinal);
    }

    private async Task<JsonObject> Search(JsonObject body)
    {
        using var response = await api.Auditor.PostAsync(Path, JsonBody(body.ToJsonString()));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Json();
    }

    private static StringContent JsonBody(string json) => new(json, new MediaTypeHeaderValue("application/json"));

    private static List<string> Ids(JsonObject page) => [.. page["items"]!.AsArray().Select(row => (string)row!["childId"]!)];
}
