using System.Text.Json.Nodes;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.Returns.Records;

namespace Placements.Tests.Api.Access;

/// <summary>The file of a child whose record came from returns, and was returned again.</summary>
public sealed class ImportedSubjectAccessTests(RecordsHost records) : IClassFixture<RecordsHost>
{
    [Fact]
    public async Task It_says_which_import_brought_each_entry_and_which_returns_hold_the_child()
    {
        var made = await records.Freeze();
        var (child, code, entries) = await records.Child(4);
        var (other, _, _) = await records.Child(5);
        // What is corrected since is not in the return that was made before.
        await records.CorrectNeed(child, entries);

        var file = await records.Auditor.Get($"/v1/children/{child}/subject-access");

        var import = Assert.Single(Section(file, "imports"))!;
        Assert.Equal("England's return of children looked after (SSDA903)", (string?)import["kind"]!["label"]);
        Assert.Equal(
            ("Mair Manager", "about_a_third_party"),
            ((string?)import["importedBy"]!["value"], (string?)import["importedBy"]!["redact"])
        );
        Assert.All(
            Section(file, "entries").Where(entry => (string?)entry!["type"]!["value"] != "entry_corrected"),
            entry => Assert.Equal((string?)import["importId"], (string?)entry!["takenOverFrom"]!["batch"])
        );

        var returned = Section(file, "returns").Single(one => (string?)one!["returnId"] == (string?)made["returnId"])!;
        Assert.Equal((2026, "ssda903"), ((int)returned["year"]!, (string?)returned["kind"]!["value"]));
        var archive = await records.Files(made);
        var lines = System
            .Text.Encoding.UTF8.GetString(archive["episodes.csv"])
            .Split('\n')
            .Where(line => line.StartsWith($"{code},", StringComparison.Ordinal));
        var rows = returned["rows"]!.AsArray().Where(row => (string?)row!["table"] == "Episodes").ToList();
        Assert.Equal(
            lines.Select(line => string.Join(',', line.Split(',').Where(cell => cell.Length > 0))),
            rows.Select(row => string.Join(',', row!.AsObject().Skip(1).Select(cell => Bare(cell.Value))))
        );
        Assert.All(
            rows.Where(row => row!["PL_POST"] is not null),
            row => Assert.Equal("about_a_third_party", (string?)row!["PL_POST"]!["redact"])
        );

        var years = Section(file, "entries").Where(entry => (string?)entry!["type"]!["value"] == "ssda903_rows_kept").ToList();
        Assert.NotEmpty(years);
        Assert.All(years, kept => Assert.All(kept!["rows"]!.AsArray(), row => Assert.NotNull(row!["table"])));
        Assert.DoesNotContain($"{other}", file.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_a_page_too()
    {
        var (child, _, _) = await records.Child(6);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/children/{child}/subject-access");
        request.Headers.Accept.ParseAdd("text/html");
        using var response = await records.Auditor.SendAsync(request);
        var html = await response.Content.ReadAsStringAsync();
        HtmlChecks.StandsAlone(response, html);
        Assert.Contains("Taken over from elsewhere", html, StringComparison.Ordinal);
        Assert.Contains("Birmingham", html, StringComparison.Ordinal);
    }

    private static string? Bare(JsonNode? cell) => cell is JsonObject marked ? (string?)marked["value"] : (string?)cell;

    private static JsonArray Section(JsonObject file, string name) =>
        file["sections"]!.AsArray().Single(section => (string?)section!["name"] == name)!["items"]!.AsArray();
}
