using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.Returns;
using Placements.Tests.Api.Returns.Records;

namespace Placements.Tests.Api.Restriction;

/// <summary>What was kept before a record was restricted: returns that were made, problems of imports.</summary>
public sealed class ReturnsAndImportsTests(ContractHost host) : IClassFixture<ContractHost>
{
    private readonly ApiHost api = host.Api;

    [Theory]
    [InlineData(RestrictedLife.England, "ssda903")]
    [InlineData(ApiHost.Newport, "wales_census")]
    public async Task A_return_that_was_made_is_given_out_without_the_hidden_childs_rows_and_stays_what_it_is(string authority, string kind)
    {
        var manager = api.As("manager", authority);
        await manager.InCare(authority, "A-1");
        var without = await Freeze(manager, kind);
        // One with a code that a spreadsheet would take for a formula.
        Guid[] hidden = [await manager.InCare(authority, "A-2"), await manager.GoneHome(authority, "=A-3")];
        var whole = await Freeze(manager, kind);
        var path = $"/v1/returns/{whole["returnId"]}";
        var wholeFiles = await Files(manager, whole);
        foreach (var child in hidden)
        {
            await manager.Restrict(child, ["insider"], []);
        }

        var insider = api.WithToken(api.Token(["auditor"], [authority], [], subject: "insider"));
        Assert.Equal(whole.ToJsonString(), (await insider.Get(path)).ToJsonString());
        Same(wholeFiles, await Files(insider, whole));

        var seen = await manager.Get(path);
        var expected = await Files(manager, without);
        Same(expected, await Files(manager, seen));
        Same(expected, await RecordsHost.Unzipped(await manager.GetByteArrayAsync($"{path}/zip")));
        Assert.Equal(without["files"]!.ToJsonString(), seen["files"]!.ToJsonString());
        Assert.Equal((long)without["gaps"]!, (long)seen["gaps"]!);
        var listed = (await manager.Get("/v1/returns"))["items"]!.AsArray();
        Assert.Equal(seen.ToJsonString(), listed.Single(one => (string?)one!["returnId"] == (string?)seen["returnId"])!.ToJsonString());

        // Made again now, it still holds every child; the answer counts those whom the caller may see.
        var again = await Freeze(manager, kind);
        Assert.Equal(without["files"]!.ToJsonString(), again["files"]!.ToJsonString());
        Same(wholeFiles, await Files(insider, await insider.Get($"/v1/returns/{again["returnId"]}")));
    }

    [Fact]
    public async Task Problems_of_an_import_that_name_a_hidden_child_are_neither_listed_nor_counted()
    {
        using var given = new SmallReturn()
            .Child("P1")
            .Episode("1/6/23,S,C1,N1,U3,PR1,,,", "P1")
            .Child("P2")
            .Episode("1/6/23,S,C1,N1,U3,PR1,,,", "P2")
            .Child("P3")
            .Episode("1/6/23,S,C1,N1,U3,PR1,,,", "P3");
        using var posted = await Post(given.Write());
        var import = (string)(await posted.Json())["importId"]!;
        var child = (await api.Manager.Get("/v1/children?search=P2"))["items"]![0]!["childId"]!.GetValue<Guid>();
        var all = await Problems(api.Auditor, import);
        Assert.Contains(all, problem => (string?)problem["child"] == "P2");
        await api.Manager.Restrict(child, ["insider"], []);

        var insider = api.WithToken(api.Token(["auditor"], [ApiHost.Cardiff], [], subject: "insider"));
        Assert.Equal(all.Count, (await Problems(insider, import)).Count);
        var left = await Problems(api.Auditor, import);
        Assert.Equal(
            all.Where(problem => (string?)problem["child"] != "P2").Select(problem => (string?)problem["message"]),
            left.Select(problem => (string?)problem["message"])
        );
        Assert.Equal(Enumerable.Range(1, left.Count), left.Select(problem => (int)problem["number"]!));
        var report = (await api.Auditor.Get($"/v1/imports/{import}"))["report"]!;
        Assert.Equal(left.Count, report["problems"]!.AsArray().Sum(problem => (int)problem!["count"]!));
        Assert.Equal(report.ToJsonString(), (await api.Auditor.Get("/v1/imports"))["items"]![0]!["report"]!.ToJsonString());

        // Page by page as well.
        var page = await api.Auditor.Get($"/v1/imports/{import}/problems?limit=1");
        Assert.Equal((string?)left[0]["message"], (string?)page["items"]![0]!["message"]);
        page = await api.Auditor.Get($"/v1/imports/{import}/problems?limit=1000&cursor={page["next"]}");
        Assert.Equal(left.Count - 1, page["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Taking_an_import_back_does_not_name_a_hidden_child_whose_record_changed_since()
    {
        using var given = new SmallReturn().Child("V1").Episode("01/06/2023,S,C1,N1,U3,PR1,,,", "V1");
        using var posted = await Post(given.Write());
        var import = (string)(await posted.Json())["importId"]!;
        var child = (await api.Manager.Get("/v1/children?search=V1"))["items"]![0]!["childId"]!.GetValue<Guid>();
        var started = (await api.Auditor.Get($"/v1/children/{child}/entries"))["items"]!
            .AsArray()
            .Single(entry => (string?)entry!["type"] == "care_started")!;
        var facts = started["facts"]!.DeepClone().AsObject();
        facts["type"] = "care_started";
        facts["categoryOfNeed"] = "low_income";
        using var corrected = await api.Manager.PostJson(
            $"/v1/children/{child}/entries/{started["entryId"]}/correction",
            $$"""{"facts":{{facts.ToJsonString()}},"reason":"The file says so."}"""
        );
        Assert.Equal(HttpStatusCode.Created, corrected.StatusCode);
        await api.Manager.Restrict(child, ["insider"], []);

        using var taken = await api.Manager.PostJson($"/v1/imports/{import}/void", """{"reason":"the wrong year's file"}""");

        Assert.Empty((await taken.Json())["standing"]!.AsArray());
    }

    private static async Task<JsonObject> Freeze(HttpClient manager, string kind)
    {
        using var response = await manager.PostJson("/v1/returns", RecordsHost.Body(2023, kind), ifMatch: null);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Json();
    }

    /// <summary>Each has the hash, the size and the number of rows that the return says.</summary>
    private static async Task<Dictionary<string, byte[]>> Files(HttpClient client, JsonObject made)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in made["files"]!.AsArray())
        {
            var name = (string)file!["name"]!;
            using var response = await client.GetAsync($"/v1/returns/{made["returnId"]}/files/{name}");
            var bytes = await response.Content.ReadAsByteArrayAsync();
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
            Assert.Equal(
                (hash, (long)bytes.Length, Encoding.UTF8.GetString(bytes).Count(c => c == '\n') - 1),
                ((string)file["sha256"]!, (long)file["bytes"]!, (int)file["rows"]!)
            );
            Assert.Equal($"\"{hash}\"", response.Headers.ETag?.Tag);
            files.Add(name, bytes);
        }
        return files;
    }

    private static void Same(Dictionary<string, byte[]> expected, Dictionary<string, byte[]> actual)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach (var (name, bytes) in expected)
        {
            Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(actual[name]));
        }
    }

    private async Task<HttpResponseMessage> Post(string folder)
    {
        using var zip = new MemoryStream();
        await ZipFile.CreateFromDirectoryAsync(folder, zip);
        using var content = new ByteArrayContent(zip.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/zip");
        var response = await api.Manager.PostAsync("/v1/imports?year=2024", content);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return response;
    }

    private static async Task<List<JsonNode>> Problems(HttpClient client, string import) =>
        [.. (await client.Get($"/v1/imports/{import}/problems?limit=1000"))["items"]!.AsArray().Select(problem => problem!)];
}
