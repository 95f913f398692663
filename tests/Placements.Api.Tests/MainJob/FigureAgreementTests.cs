using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Placements.Testing;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.Storage;

namespace Placements.Tests.Api.MainJob;

/// <summary>
/// No figure is computed twice: pages of JSON, one CSV and plain SQL on <c>reporting</c> give the same rows, the summaries are the sums of
/// the rows, and both say of each child what the journey says. On children whose journeys were made at random, at several times of both clocks.
/// </summary>
public sealed class FigureAgreementTests(FigureAgreementTests.Lives lives) : IClassFixture<FigureAgreementTests.Lives>
{
    public sealed class Lives(TestCluster cluster) : IAsyncLifetime
    {
        internal ApiHost Host { get; private set; } = null!;

        internal RandomRecords Records { get; private set; } = null!;

        /// <summary>Instants between the batches in which the children were recorded.</summary>
        internal List<DateTime> Known { get; } = [];

        internal HttpClient Client { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Host = await ApiHost.Start(cluster);
            Client = Host.WithToken(Host.Token(["reporting", "auditor"], [ApiHost.Cardiff, ApiHost.Newport], []));
            Records = new RandomRecords(Host.Database, seed: 11);
            await Records.Register(36);
            foreach (var commands in new[] { 150, 150, 150 })
            {
                await Records.Record(commands);
                await using var now = Host.Database.CreateCommand("select clock_timestamp()");
                Known.Add((DateTime)(await now.ExecuteScalarAsync())!);
            }
        }

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }

    /// <summary>A day and how many batches were known; 0: everything.</summary>
    public static TheoryData<string, int> Times =>
        new()
        {
            { "2020-03-31", 0 },
            { "2021-03-31", 1 },
            { "2021-03-31", 2 },
            { "2022-11-15", 0 },
            { "2024-03-31", 1 },
            { "2026-03-31", 3 },
            { "2026-03-31", 0 },
        };

    public static TheoryData<string, string, string, int> FiguresAndTimes =>
        [
            .. from figure in new[]
            {
                ("current-placements", "current_placement_as_at"),
                ("stability", "stability_as_at"),
                ("out-of-county", "out_of_county_as_at"),
            }
            from time in Times
            select (figure.Item1, figure.Item2, time.Data.Item1, time.Data.Item2),
        ];

    [Theory, MemberData(nameof(FiguresAndTimes))]
    public async Task Pages_CSV_and_SQL_give_the_same_rows(string path, string function, string asAt, int known)
    {
        var pages = await Pages(path, asAt, known);
        var csv = await Csv(path, asAt, known);
        var sql = await Sql($"reporting.{function}($1, $2)", asAt, known, "order by authority, child_id");

        Assert.NotEmpty(pages);
        var columns = pages[0].Select(member => member.Key).ToList();
        Assert.Equal(columns, csv[0]);
        Assert.Equal(sql.Select(row => Cells(row, columns)), pages.Select(row => Cells(row, columns)));
        Assert.Equal(sql.Select(row => Cells(row, columns, harmless: true)), csv.Skip(1).Select(row => string.Join('|', row)));
    }

    [Theory, MemberData(nameof(Times))]
    public async Task The_stability_summary_is_the_sum_of_its_rows(string asAt, int known)
    {
        var summary = await lives.Client.Get($"/v1/stability/summary?{Clocks(asAt, known)}");
        var rows = await Sql("reporting.stability_as_at($1, $2)", asAt, known);
        var endings = await Sql("reporting.endings_as_at($1, $2)", asAt, known);

        Assert.Equal(rows.Count, Number(summary, "lookedAfter"));
        Assert.Equal(Count(rows, "threeOrMore"), Number(summary, "threeOrMore"));
        Assert.Equal(Percent(Count(rows, "threeOrMore"), rows.Count), summary["threeOrMorePercent"]!.GetValue<decimal>());
        Assert.Equal(Count(rows, "longTermEligible"), Number(summary, "longTermEligible"));
        Assert.Equal(Count(rows, "longTermStable"), Number(summary, "longTermStable"));
        Assert.Equal(endings.Count, Number(summary, "placementsEndedInYear"));
        Assert.Equal(Count(endings, "brokeDown"), Number(summary, "breakdownsInYear"));
    }

    [Theory, MemberData(nameof(Times))]
    public async Task The_out_of_county_summary_is_the_sum_of_its_rows(string asAt, int known)
    {
        var summary = await lives.Client.Get($"/v1/out-of-county/summary?{Clocks(asAt, known)}");
        var rows = await Pages("out-of-county", asAt, known);

        long In(string location) => rows.Count(row => row.Text("location") == location);
        Assert.Equal(rows.Count, Number(summary, "lookedAfter"));
        Assert.Equal(In("in_county"), Number(summary, "inCounty"));
        Assert.Equal(In("elsewhere_in_wales"), Number(summary, "elsewhereInWales"));
        Assert.Equal(In("outside_wales"), Number(summary, "outsideWales"));
        Assert.Equal(In("unknown"), Number(summary, "unknown"));
        Assert.Equal(
            Percent(In("elsewhere_in_wales") + In("outside_wales"), rows.Count),
            summary["outOfCountyPercent"]!.GetValue<decimal>()
        );
        Assert.Equal(
            rows.GroupBy(row => row.Text("kind") ?? "-").Select(kind => $"{kind.Key} {kind.Count()}").Order(StringComparer.Ordinal),
            summary.List("byKind", "kind", "children").Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            rows.GroupBy(row => row.Text("hostAuthority") ?? "-")
                .Select(host => $"{host.Key} {host.Count()}")
                .Order(StringComparer.Ordinal),
            summary.List("byHostAuthority", "hostAuthority", "children").Order(StringComparer.Ordinal)
        );
    }

    [Theory, MemberData(nameof(Times))]
    public async Task Children_on_short_breaks_are_in_no_figure_and_counted_apart(string asAt, int known)
    {
        var apart = Ids(await Sql("reporting.short_breaks_as_at($1, $2)", asAt, known));
        var all = Ids(await Sql("reporting.in_care_as_at($1, $2)", asAt, known));

        Assert.NotEmpty(apart);
        foreach (var path in new[] { "current-placements", "stability", "out-of-county" })
        {
            Assert.Empty(Ids(await Pages(path, asAt, known)).Intersect(apart));
        }
        Assert.Equal(all.Count - apart.Count, (await Pages("stability", asAt, known)).Count);
    }

    [Theory, MemberData(nameof(Times))]
    public async Task Each_childs_summary_says_what_the_figures_say(string asAt, int known)
    {
        var lookedAfter = Ids(await Pages("stability", asAt, known));
        var onBreaks = Ids(await Sql("reporting.short_breaks_as_at($1, $2)", asAt, known));
        var places = (await Pages("out-of-county", asAt, known)).ToDictionary(row => row.Text("childId")!, StringComparer.Ordinal);

        foreach (var child in lives.Records.Children.Select(id => id.ToString()))
        {
            var summary = await lives.Client.Get($"/v1/children/{child}?{Clocks(asAt, known)}");

            Assert.Equal(lookedAfter.Contains(child), summary["lookedAfter"]!.GetValue<bool>());
            Assert.Equal(onBreaks.Contains(child), summary["onShortBreaks"]!.GetValue<bool>());
            if (places.TryGetValue(child, out var place))
            {
                var home = summary["currentPlacement"];
                Assert.Equal(home.Text("placementId"), place.Text("placementId"));
                Assert.Equal(home.Text("location") ?? "unknown", place.Text("location"));
                Assert.Equal(home.Text("preferenceBand"), place.Text("preferenceBand"));
                Assert.Equal(home.Text("startedOn"), place.Text("startedOn"));
            }
        }
    }

    private async Task<List<JsonObject>> Pages(string path, string asAt, int known)
    {
        var rows = new List<JsonObject>();
        for (string? cursor = null, next = ""; next is not null; cursor = next)
        {
            var page = await lives.Client.Get($"/v1/{path}?limit=7&{Clocks(asAt, known)}{(cursor is null ? "" : $"&cursor={cursor}")}");
            rows.AddRange(page["items"]!.AsArray().Select(item => item!.AsObject()));
            next = page.Text("next");
        }
        return rows;
    }

    private async Task<List<List<string>>> Csv(string path, string asAt, int known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/{path}?{Clocks(asAt, known)}");
        request.Headers.Accept.ParseAdd("text/csv");
        using var response = await lives.Client.SendAsync(request);
        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        return Rows(await response.Content.ReadAsStringAsync());
    }

    /// <summary>Rows as JSON with the members named as the API names them.</summary>
    private async Task<List<JsonObject>> Sql(string from, string asAt, int known, string order = "")
    {
        await using var command = lives.Host.Database.CreateCommand($"select to_jsonb(r)::text from {from} r {order}");
        command.Parameters.Add(new() { Value = DateOnly.ParseExact(asAt, "yyyy-MM-dd") });
        command.Parameters.Add(
            new() { Value = known == 0 ? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc) : lives.Known[known - 1] }
        );
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<JsonObject>();
        while (await reader.ReadAsync())
        {
            var row = JsonNode.Parse(reader.GetString(0))!.AsObject();
            rows.Add(new JsonObject(row.Select(column => KeyValuePair.Create(Camel(column.Key), column.Value?.DeepClone()))));
        }
        return rows;
    }

    private string Clocks(string asAt, int known) =>
        known == 0 ? $"asAt={asAt}" : $"asAt={asAt}&asKnownAt={lives.Known[known - 1].ToString("O", CultureInfo.InvariantCulture)}";

    private static string Cells(JsonObject row, List<string> columns, bool harmless = false) =>
        string.Join(
            '|',
            columns.Select(column =>
            {
                Assert.True(row.ContainsKey(column), $"{column} is no column of the function");
                var cell = row.Text(column) ?? "";
                return harmless && cell.StartsWith('=') ? $"'{cell}" : cell;
            })
        );

    /// <summary>RFC 4180.</summary>
    private static List<List<string>> Rows(string csv)
    {
        var (rows, row, cell, quoted) = (new List<List<string>>(), new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < csv.Length; i++)
        {
            if (quoted && csv[i] == '"' && i + 1 < csv.Length && csv[i + 1] == '"')
            {
                cell.Append(csv[++i]);
            }
            else if (csv[i] == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && csv[i] is ',' or '\n')
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (csv[i] == '\n')
                {
                    rows.Add(row);
                    row = [];
                }
            }
            else if (quoted || csv[i] != '\r')
            {
                cell.Append(csv[i]);
            }
        }
        return rows;
    }

    private static HashSet<string> Ids(IEnumerable<JsonObject> rows) => [.. rows.Select(row => row.Text("childId")!)];

    private static long Count(List<JsonObject> rows, string flag) => rows.Count(row => row.Text(flag) == "true");

    private static long Number(JsonObject summary, string member) => summary[member]!.GetValue<long>();

    private static decimal Percent(long part, long whole) => Math.Round(100m * part / whole, 1, MidpointRounding.AwayFromZero);

    private static string Camel(string column) =>
        string.Concat(column.Split('_').Select((word, i) => i == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..]));
}
