using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Returns.Records;

/// <summary>The Welsh census as a record: its codes change too, without an entry.</summary>
public sealed class WalesFreezeTests(ContractHost host) : IClassFixture<ContractHost>
{
    private readonly ApiHost api = host.Api;

    [Fact]
    public async Task A_census_is_kept_with_the_codes_of_then_and_a_corrected_code_is_told()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        var (second, _) = await api.Caseworker.ChildInPlacement();
        var made = await Freeze();
        var kept = await api.Auditor.GetByteArrayAsync($"/v1/returns/{made["returnId"]}/files/wales_census.csv");
        Assert.Contains(",02/06/2021,S,C1,N1,", Encoding.UTF8.GetString(kept), StringComparison.Ordinal);
        Assert.Equal(2, (int)made["files"]![0]!["rows"]!);
        Assert.InRange((long)made["codeListVersion"]!, 1, long.MaxValue);
        Assert.Equal((int)made["gaps"]!, (int)made["files"]![1]!["rows"]!);
        Assert.Empty((await Changes(made))["items"]!.AsArray());

        const string correction = """
            {"corrections":[{"codeList":"legal_status","value":"interim_care_order","code":"W1","confidence":"confirmed","evidence":"Guidance"}]}
            """;
        using var corrected = await api.Manager.PutAsync(
            "/v1/returns/wales/codes",
            new StringContent(correction, Encoding.UTF8, "application/json")
        );
        Assert.Equal(HttpStatusCode.NoContent, corrected.StatusCode);
        await api.Caseworker.Record(child, Given.StatusChanged);

        var answer = await Changes(made);
        var code = Assert.Single(answer["correctedCodes"]!.AsArray())!;
        Assert.Equal(("interim_care_order", "C1", "W1"), ((string?)code["value"], (string?)code["before"], (string?)code["after"]));
        var items = answer["items"]!.AsArray().ToDictionary(item => item!["childId"]!.GetValue<Guid>(), item => item!);
        Assert.Equal(2, items.Count);
        Assert.Single(items[child]["because"]!.AsArray());
        Assert.Empty(items[second]["because"]!.AsArray());
        Assert.Equal(["LS"], items[second]["rows"]![0]!["columns"]!.AsArray().Select(column => (string)column!));

        Assert.Equal(kept, await api.Auditor.GetByteArrayAsync($"/v1/returns/{made["returnId"]}/files/wales_census.csv"));
        using var then = new HttpRequestMessage(HttpMethod.Get, $"/v1/returns/wales/census?year=2022&asKnownAt={made["asKnownAt"]}");
        then.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var response = await api.Auditor.SendAsync(then);
        Assert.Equal(kept, await response.Content.ReadAsByteArrayAsync());
    }

    private async Task<JsonObject> Freeze()
    {
        using var response = await api.Manager.PostJson("/v1/returns", """{"year":2022,"kind":"wales_census"}""", ifMatch: null);
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return await response.Json();
    }

    private Task<JsonObject> Changes(JsonObject made) => api.Auditor.Get($"/v1/returns/{made["returnId"]}/changes");
}
