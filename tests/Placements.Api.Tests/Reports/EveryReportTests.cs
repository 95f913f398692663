using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.VisualBasic.FileIO;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Reports;

/// <summary>What holds for each report of the catalogue, whatever it counts.</summary>
public sealed class EveryReportTests(ReportsOfTheDemo demo) : IClassFixture<ReportsOfTheDemo>
{
    private readonly HttpClient auditor = demo.Auditor;

    [Theory]
    [InlineData("2022-03-31", "")]
    [InlineData("2021-11-15", "&sex=female&ageBand=ten_to_fifteen,sixteen_and_over")]
    [InlineData("1950-01-01", "")]
    public async Task HTTP_CSV_and_SQL_agree_and_each_count_is_the_number_of_rows_behind_it(string asAt, string filter)
    {
        foreach (var report in await Catalogue())
        {
            var id = (string)report["id"]!;
            var path = $"/v1/reports/{id}?asAt={asAt}{filter}";
            var json = (await auditor.Get(path))["rows"]!
                .AsArray()
                .Select(row => Line(row!.AsObject().Select(cell => Text(cell.Value))))
                .ToList();
            var csv = await Csv(path);
            Assert.Equal(json, csv);

            var ask =
                $"reporting.ask(as_at => '{asAt}', authorities => '{{{ApiHost.Cardiff}}}'"
                + (filter.Length > 0 ? ", sexes => '{female}', age_bands => '{ten_to_fifteen,sixteen_and_over}')" : ")");
            Assert.Equal(json, await Sql($"select * from reporting.{id}({ask}) r"));

            var keys = await Columns(id, "key");
            foreach (var count in await Columns(id, "count"))
            {
                var shown = string.Join(", ", keys.Select(key => $"r.{key}::text"));
                var behind = string.Join(" and ", keys.Select(key => $"c.{key} = r.{key}"));
                Assert.Empty(
                    await Sql(
                        $"""
                        with c as materialized (select * from reporting.{id}_counted({ask}) c where c.{count})
                        select '{id}.{count}', {shown}, r.{count}, count(c.child_id) from reporting.{id}({ask}) r left join c on {behind}
                        group by {string.Join(", ", keys.Select(key => $"r.{key}"))}, r.{count} having r.{count} <> count(c.child_id)
                        """
                    )
                );
                Assert.Equal(
                    await Sql($"select coalesce(sum({count}), 0) from reporting.{id}({ask})"),
                    await Sql($"select count(*) from reporting.{id}_counted({ask}) c where c.{count}")
                );
            }
        }
    }

    [Fact]
    public async Task Nothing_gives_rows_of_zero_and_shares_of_null()
    {
        foreach (var report in await Catalogue())
        {
            var rows = (await auditor.Get($"/v1/reports/{report["id"]}?asAt=1950-01-01"))["rows"]!.AsArray();
            foreach (var row in rows)
            {
                foreach (var column in report["columns"]!.AsArray())
                {
                    var cell = row![(string)column!["name"]!];
                    switch ((string)column["role"]!)
                    {
                        case "count":
                            Assert.Equal(0, (long)cell!);
                            break;
                        case "share":
                            Assert.Null(cell);
                            break;
                    }
                }
            }
        }
    }

    [Fact]
    public async Task Small_counts_are_hidden_where_that_is_asked()
    {
        foreach (var report in await Catalogue())
        {
            var exact = (await auditor.Get($"/v1/reports/{report["id"]}?asAt=2022-03-31"))["rows"]!.AsArray();
            var shown = (await auditor.Get($"/v1/reports/{report["id"]}?asAt=2022-03-31&suppress=true"))["rows"]!.AsArray();
            var counts = report["columns"]!.AsArray().Where(column => (string)column!["role"]! == "count").ToList();
            var keys = report["columns"]!
                .AsArray()
                .Where(column => (string)column!["role"]! == "key")
                .Select(key => (string)key!["name"]!)
                .ToList();
            var byKey = shown.ToDictionary(row => Line(keys.Select(key => Text(row![key]))));
            foreach (var row in exact)
            {
                foreach (var name in counts.Select(column => (string)column!["name"]!))
                {
                    var count = (long)row![name]!;
                    long? expected = count is > 0 and < 5 ? null : (long)(Math.Round(count / 5m, MidpointRounding.AwayFromZero) * 5);
                    Assert.Equal(expected, (long?)byKey[Line(keys.Select(key => Text(row[key])))]![name]);
                }
            }
        }
    }

    [Fact]
    public async Task Any_cell_lists_its_children()
    {
        var cell = "/v1/reports/kinds_of_home/children?asAt=2022-03-31&row.day=2022-03-31&row.category=in_house_residential";
        var nine = await auditor.Get(cell);
        Assert.Equal(9, nine["items"]!.AsArray().Sum(child => (long)child!["times"]!));

        var first = await auditor.Get($"{cell}&limit=5");
        var rest = await auditor.Get($"{cell}&limit=5&cursor={(string)first["next"]!}");
        Assert.Equal(
            nine["items"]!.AsArray().Select(child => (string)child!["childId"]!),
            first["items"]!.AsArray().Concat(rest["items"]!.AsArray()).Select(child => (string)child!["childId"]!)
        );
        Assert.Null(rest["next"]);

        var moves = await auditor.Get("/v1/reports/moves_into_residential/children?asAt=2022-03-31&limit=1000");
        Assert.Equal(62, moves["items"]!.AsArray().Sum(child => child!["itemIds"]!.AsArray().Count));
    }

    [Theory]
    [InlineData("/v1/reports/happiness", "report_unknown", "id")]
    [InlineData("/v1/reports/kinds_of_home?asAt=1899-12-31", "date_out_of_range", "asAt")]
    [InlineData("/v1/reports/kinds_of_home?asAt=9999-12-31", "date_out_of_range", "asAt")]
    [InlineData("/v1/reports/kinds_of_home?asAt=31/03/2022", "date_malformed", "asAt")]
    [InlineData("/v1/reports/kinds_of_home?asKnownAt=2199-01-01T00:00:00Z", "instant_in_future", "asKnownAt")]
    [InlineData("/v1/reports/kinds_of_home?colour=blue", "parameter_unknown", "colour")]
    [InlineData("/v1/reports/kinds_of_home?sex=girls", "filter_value_unknown", "sex")]
    [InlineData("/v1/reports/kinds_of_home?kind=foster_care,tent", "filter_value_unknown", "kind")]
    [InlineData("/v1/reports/kinds_of_home?hostAuthority=Cardiff", "filter_value_unknown", "hostAuthority")]
    [InlineData("/v1/reports/kinds_of_home?disabled=yes", "filter_value_unknown", "disabled")]
    [InlineData("/v1/reports/kinds_of_home?suppress=5", "filter_value_unknown", "suppress")]
    [InlineData("/v1/reports/kinds_of_home/children?column=percent", "column_unknown", "column")]
    [InlineData("/v1/reports/kinds_of_home/children?row.category=tent", "row_unknown", "row")]
    [InlineData("/v1/reports/kinds_of_home/children?row.colour=blue", "parameter_unknown", "row.colour")]
    [InlineData("/v1/reports/kinds_of_home/difference?asAt=2021-03-31&fromAsAt=2022-03-31", "range_reversed", "fromAsAt")]
    public async Task What_cannot_be_asked_is_refused_by_name(string path, string code, string field)
    {
        using var response = await auditor.GetAsync(path);
        await response.Problem(HttpStatusCode.BadRequest, code, field);
    }

    [Fact]
    public async Task Reporting_tools_see_figures_and_no_children()
    {
        using var reporting = demo.Host.WithToken(demo.Host.Token(["reporting"], [ApiHost.Cardiff], []));
        using var list = await reporting.GetAsync("/v1/reports/kinds_of_home/children");
        await list.Problem(HttpStatusCode.Forbidden, "not_allowed");
        var difference = await reporting.Get("/v1/reports/kinds_of_home/difference?asAt=2022-03-31&fromAsAt=2021-03-31");
        Assert.NotEmpty(difference["figures"]!.AsArray());
        Assert.Null(difference["items"]);
    }

    [Fact]
    public async Task A_role_that_may_read_reporting_reads_every_report_and_nothing_else()
    {
        // Roles are the cluster's, which other tests share.
        var role = $"analyst_{Guid.NewGuid():N}";
        await using var connection = await demo.Host.Database.OpenConnectionAsync();
        await Run($"create role {role}; select reporting.let_read('{role}')");
        try
        {
            await Run($"set role {role}");
            foreach (var report in await Catalogue())
            {
                await Run(
                    $"select * from reporting.{report["id"]}(reporting.ask(as_at => '2022-03-31')); select * from reporting.{report["id"]}"
                );
            }
            foreach (var closed in new[] { "read_models.child", "placements.mt_events", "reference.population", "returns.frozen" })
            {
                var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Run($"select 1 from {closed}"));
                Assert.Equal("42501", refused.SqlState);
            }
        }
        finally
        {
            await Run($"reset role; drop owned by {role}; drop role {role}");
        }

        async Task Run(string sql)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync();
        }
    }

    private async Task<List<JsonNode>> Catalogue() => [.. (await auditor.Get("/v1/reports"))["items"]!.AsArray().Select(report => report!)];

    private Task<List<string>> Columns(string report, string role) =>
        Sql($"select name from reporting.report_column where report = '{report}' and role = '{role}' order by position");

    private async Task<List<string>> Csv(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var response = await auditor.SendAsync(request);
        response.EnsureSuccessStatusCode();
        using var csv = new TextFieldParser(await response.Content.ReadAsStreamAsync()) { Delimiters = [","], TrimWhiteSpace = false };
        _ = csv.ReadFields();
        var lines = new List<string>();
        while (csv.ReadFields() is { } record)
        {
            // A minus at the start of a cell is made harmless for spreadsheets.
            lines.Add(Line(record.Select(cell => cell is ['\'', '-', ..] ? cell[1..] : cell)));
        }
        return lines;
    }

    private async Task<List<string>> Sql(string sql)
    {
        await using var command = demo.Host.Database.CreateCommand(sql);
        await using var row = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await row.ReadAsync())
        {
            lines.Add(Line(Enumerable.Range(0, row.FieldCount).Select(i => Value(row, i))));
        }
        return lines;
    }

    private static string Value(Npgsql.NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? ""
        : row.GetValue(column) is DateOnly day ? day.ToString("O", CultureInfo.InvariantCulture)
        : Convert.ToString(row.GetValue(column), CultureInfo.InvariantCulture)!;

    private static string Text(JsonNode? cell) => cell?.ToString() ?? "";

    private static string Line(IEnumerable<string> cells) => string.Join('\t', cells);
}
