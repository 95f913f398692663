using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Contract;

/// <summary>Lists as CSV: all rows, the same values, and nothing that a spreadsheet runs.</summary>
public sealed class CsvTests(ContractHost host) : IClassFixture<ContractHost>
{
    private readonly ApiHost api = host.Api;

    [Theory]
    [InlineData("/v1/children")]
    [InlineData("/v1/current-placements")]
    [InlineData("/v1/stability")]
    [InlineData("/v1/out-of-county")]
    public async Task Both_formats_hold_the_same_rows_and_values(string path)
    {
        // In another authority than the other tests of this class, whose cells are changed on purpose.
        var newport = api.As("manager", ApiHost.Newport);
        for (var i = 0; i < 3; i++)
        {
            var child = await newport.RegisterChild(authority: ApiHost.Newport);
            await newport.Record(child, Given.CareStarted, Given.PlacementStarted(Guid.NewGuid()));
        }
        var items = (await newport.Get($"{path}?limit=1000"))["items"]!.AsArray();
        // However small the page, CSV gives all rows.
        var rows = await Csv($"{path}?limit=1", newport);

        Assert.Equal(items[0]!.AsObject().Select(member => member.Key), rows[0]);
        Assert.Equal(items.Count, rows.Count - 1);
        foreach (var (item, row) in items.Zip(rows.Skip(1)))
        {
            Assert.Equal(item!.AsObject().Select(member => AsCell(member.Value)), row);
        }
    }

    [Theory]
    [InlineData("=cmd()")]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+1+1")]
    [InlineData("-2+3")]
    [InlineData("@SUM(1)")]
    [InlineData("\\tname")]
    [InlineData("\\rname")]
    public async Task A_cell_that_a_spreadsheet_would_run_is_made_harmless(string text)
    {
        var child = await api.Manager.Register($$""","team":"{{text}}" """);
        await api.Manager.Record(
            child,
            Given.CareStarted,
            $$"""
            {"type":"placement_started","effectiveOn":"2021-06-02","kind":"foster_care","sector":"own_council","provider":{"name":"{{text}}"} }
            """
        );
        var sent = JsonSerializer.Deserialize<string>($"\"{text}\"")!;
        foreach (var (path, column) in new[] { ("/v1/children", 7), ("/v1/current-placements", 5) })
        {
            var row = (await Csv(path)).Single(row => row[0] == $"{child}");
            Assert.Equal('\'', row[column][0]);
            Assert.Equal(sent, row[column][1..]);
            Assert.All(row, cell => Assert.DoesNotContain(cell.Length > 0 ? cell[0] : ' ', "=+-@\t\r"));
        }
        // JSON is no spreadsheet.
        var found = await api.Auditor.Get($"/v1/children/{child}");
        Assert.Equal(sent, (string?)found["details"]!["team"]);
    }

    [Fact]
    public async Task Commas_quotes_and_line_breaks_stay_in_their_cell()
    {
        var child = await api.Manager.Register(""","team":"a,\"b\"\nc;d" """);
        var row = (await Csv("/v1/children")).Single(row => row[0] == $"{child}");
        Assert.Equal("a,\"b\"\nc;d", row[7]);
    }

    [Fact]
    public async Task The_entries_of_a_child_are_a_list_too()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        var rows = await Csv($"/v1/children/{child}/entries");
        Assert.Equal(["entryId", "type", "effectiveOn", "version"], rows[0].Take(4));
        Assert.Equal(["child_registered", "care_started", "placement_started"], rows.Skip(1).Select(row => row[1]));
        Assert.Contains("interim_care_order", rows[2][7], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Code_lists_are_one_row_a_value()
    {
        var rows = await Csv("/v1/code-lists");
        Assert.Equal(["list", "value", "label"], rows[0]);
        Assert.Contains(rows, row => row is ["kind", "foster_care", { Length: > 0 }]);
    }

    [Theory]
    [InlineData("text/csv", "text/csv")]
    [InlineData("TEXT/CSV", "text/csv")]
    [InlineData("text/csv; charset=utf-8", "text/csv")]
    [InlineData("text/csv, */*;q=0.1", "text/csv")]
    [InlineData("application/json;q=0.5, text/csv", "text/csv")]
    [InlineData("application/json, text/csv;q=0.5", "application/json")]
    [InlineData("text/csv;q=0", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/html", "application/json")]
    [InlineData("nonsense;;;", "application/json")]
    public async Task The_client_says_which_it_likes_better(string accept, string type)
    {
        using var response = await Get("/v1/stability", accept);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task What_is_wrong_with_the_request_is_a_problem_in_CSV_too()
    {
        using var response = await Get("/v1/stability?asAt=never", "text/csv");
        await response.Problem(HttpStatusCode.BadRequest, "date_malformed", "asAt");
    }

    [Fact]
    public async Task No_rows_are_a_header_alone()
    {
        Assert.Single(await Csv("/v1/stability?asAt=1995-01-01"));
    }

    private static string AsCell(JsonNode? value) =>
        value switch
        {
            null => "",
            JsonValue leaf => leaf.GetValueKind() == JsonValueKind.String ? leaf.GetValue<string>() : leaf.ToJsonString(),
            _ => value.ToJsonString(),
        };

    private async Task<List<string[]>> Csv(string path, HttpClient? client = null)
    {
        using var response = await Get(path, "text/csv", client);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/csv; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        return Read(await response.Content.ReadAsStringAsync());
    }

    private async Task<HttpResponseMessage> Get(string path, string accept, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await (client ?? api.Auditor).SendAsync(request);
    }

    /// <summary>RFC 4180, read by hand: what the host writes with a library is not read back with the same one.</summary>
    private static List<string[]> Read(string text)
    {
        var (rows, row, cell, quoted) = (new List<string[]>(), new List<string>(), new System.Text.StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted && c == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                cell.Append('"');
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (quoted || c is not (',' or '\n' or '\r'))
            {
                cell.Append(c);
            }
            else if (c != '\r')
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (c == '\n')
                {
                    rows.Add([.. row]);
                    row.Clear();
                }
            }
        }
        Assert.False(quoted, string.Create(CultureInfo.InvariantCulture, $"A quote is not closed in {text.Length} characters."));
        return rows;
    }
}
