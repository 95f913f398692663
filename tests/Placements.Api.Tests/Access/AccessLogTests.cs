using System.Net;
using System.Reflection;
using Placements.Application.Access;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Access;

/// <summary>Who looked at a child's record, in words fit for the family.</summary>
public sealed class AccessLogTests(ContractHost host) : IClassFixture<ContractHost>
{
    private readonly ApiHost api = host.Api;

    [Fact]
    public async Task It_tells_who_did_what_when_and_for_what_the_newest_first()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        var began = DateTimeOffset.UtcNow.AddSeconds(-5);
        await Read(api.As("caseworker"), $"/v1/children/{child}/journey", "visit on 3 June");
        await Read(api.Auditor, "/v1/children?limit=1000", "audit of T%C5%B7 Hafan");
        await Read(api.Auditor, "/v1/reports/kinds_of_home/children", null);

        var items = (await api.Auditor.Get($"/v1/children/{child}/access-log"))["items"]!.AsArray();

        Assert.Equal(
            [
                ("Test auditor", "Read this list of who looked at the record", null),
                ("Test auditor", "Saw the child in the list behind a report (kinds of home)", null),
                ("Test auditor", "Saw the child in a list or search of children", "audit of Tŷ Hafan"),
                ("Test caseworker", "Read the journey through care", "visit on 3 June"),
            ],
            items.Select(item => ((string)item!["who"]!, (string)item["what"]!, (string?)item["purpose"]))
        );
        Assert.All(items, item => Assert.InRange(item!["at"]!.GetValue<DateTimeOffset>(), began, DateTimeOffset.UtcNow.AddMinutes(1)));
        Assert.All(items, item => Assert.True((bool)item!["granted"]!));
        Assert.Equal(["at", "who", "what", "purpose", "granted"], items[0]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task Who_had_no_right_is_in_it_and_saw_nothing()
    {
        var child = await api.As("caseworker", ApiHost.Cardiff, "north").Register(""","team":"north" """);
        using var refused = await api.As("caseworker", ApiHost.Cardiff, "south").GetAsync($"/v1/children/{child}/entries");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);

        var items = (await api.Manager.Get($"/v1/children/{child}/access-log"))["items"]!.AsArray();

        var tried = Assert.Single(items, item => !(bool)item!["granted"]!)!;
        Assert.Equal("Read the record entry by entry", (string?)tried["what"]);
        Assert.Contains("<td>no: refused, saw nothing</td>", await Page(child), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_hold_every_row_once_also_of_one_instant()
    {
        var child = await api.Caseworker.RegisterChild();
        await using (
            var insert = api.Database.CreateCommand(
                """
                insert into placements.read_audit (at, tenant_id, child_id, subject, name, operation, granted)
                select timestamptz '2021-05-04 12:00:00Z', 'W06000015', $1, 's-' || n % 3, 'Reader ' || n % 3, 'read journey', true from generate_series(1, 25) n
                union all
                select timestamptz '2021-05-03 12:00:00Z', 'W06000015', $1, 's', 'Reader ' || n, 'read journey', true from generate_series(1, 5) n
                """
            )
        )
        {
            insert.Parameters.Add(new() { Value = child });
            Assert.Equal(30, await insert.ExecuteNonQueryAsync());
        }
        foreach (var limit in new[] { 1, 4, 10, 1_000 })
        {
            var (found, cursor) = (new List<string>(), (string?)null);
            do
            {
                var page = await api.Auditor.Get(
                    $"/v1/children/{child}/access-log?limit={limit}{(cursor is null ? "" : $"&cursor={cursor}")}"
                );
                found.AddRange(page["items"]!.AsArray().Select(item => $"{item!["at"]} {item["who"]}"));
                cursor = (string?)page["next"];
            } while (cursor is not null);
            // Each page asked for is a newer row, before the first page's.
            var old = found.Where(row => row.StartsWith("2021", StringComparison.Ordinal)).ToList();
            Assert.Equal(30, old.Count);
            Assert.Equal(
                old.OrderByDescending(row => row[..10], StringComparer.Ordinal).Select(row => row[..10]),
                old.Select(row => row[..10])
            );
            foreach (var (reader, times) in new[] { ("Reader 0", 8), ("Reader 1", 10), ("Reader 2", 9), ("Reader 5", 1) })
            {
                Assert.Equal(times, old.Count(row => row.EndsWith(reader, StringComparison.Ordinal)));
            }
        }
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("+1+1")]
    [InlineData("@SUM(1)")]
    public async Task A_name_or_purpose_that_a_spreadsheet_would_run_is_made_harmless(string text)
    {
        var child = await api.Caseworker.RegisterChild();
        var reader = api.WithToken(api.TokenOf(text, "auditor"));
        await Read(reader, $"/v1/children/{child}", text);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/children/{child}/access-log");
        request.Headers.Accept.ParseAdd("text/csv");
        using var response = await api.Auditor.SendAsync(request);

        var csv = await response.Content.ReadAsStringAsync();
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-store", $"{response.Headers.CacheControl}");
        Assert.StartsWith("at,who,what,purpose,granted", csv, StringComparison.Ordinal);
        var cells = csv.Split('\n')[2].Split(',');
        Assert.Equal($"'{text}", cells[1].Trim('"'));
        Assert.Equal($"'{text}", cells[3].Trim('"'));
    }

    [Fact]
    public async Task The_page_stands_alone_runs_nothing_and_can_be_read_aloud()
    {
        var child = await api.Caseworker.RegisterChild();
        await Read(
            api.WithToken(api.TokenOf("<script>alert('name')</script>", "auditor")),
            $"/v1/children/{child}",
            "</td><img src=x onerror=alert(1)>"
        );

        using var response = await Html($"/v1/children/{child}/access-log");
        var html = await response.Content.ReadAsStringAsync();

        HtmlChecks.StandsAlone(response, html);
        Assert.Contains("&lt;script&gt;alert(&#x27;name&#x27;)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("&lt;/td&gt;&lt;img src=x onerror=alert(1)&gt;", html, StringComparison.Ordinal);
        Assert.Contains("<caption>", html, StringComparison.Ordinal);
        Assert.Equal(5, html.Split("<th scope=\"col\">").Length - 1);
        Assert.Null(response.Content.Headers.ContentDisposition);
    }

    [Theory]
    [InlineData("page=2", "parameter_unknown")]
    [InlineData("asAt=2021-01-01", "parameter_unknown")]
    [InlineData("limit=0", "limit_out_of_range")]
    [InlineData("cursor=AAAA", "cursor_unknown")]
    public async Task A_question_that_cannot_be_meant_is_refused(string query, string code)
    {
        var child = await api.Caseworker.RegisterChild();
        using var response = await api.Auditor.GetAsync($"/v1/children/{child}/access-log?{query}");
        await response.Problem(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task It_is_for_supervisors_of_the_authority_alone()
    {
        var child = await api.Caseworker.RegisterChild();
        var other = await api.Caseworker.RegisterChild();
        foreach (var role in new[] { "caseworker", "reporting", "administrator" })
        {
            using var refused = await api.As(role).GetAsync($"/v1/children/{child}/access-log");
            await refused.Problem(HttpStatusCode.Forbidden, "not_allowed");
        }
        using var elsewhere = await api.As("auditor", ApiHost.Newport).GetAsync($"/v1/children/{child}/access-log");
        await elsewhere.Problem(HttpStatusCode.NotFound, "child_not_found");
        // A cursor is of one child's log.
        await api.Auditor.Get($"/v1/children/{child}");
        var cursor = (string)(await api.Auditor.Get($"/v1/children/{child}/access-log?limit=1"))["next"]!;
        using var stolen = await api.Auditor.GetAsync($"/v1/children/{other}/access-log?cursor={cursor}");
        await stolen.Problem(HttpStatusCode.BadRequest, "cursor_unknown");
    }

    [Fact]
    public void Every_operation_that_reads_children_has_words()
    {
        string[] readNothing =
        [
            "register a child",
            "record",
            "import",
            "read code lists",
            "correct codes of a return",
            "read seals",
            "erase personal data",
        ];
        var operations = typeof(Operations)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (Operation)field.GetValue(null)!)
            .Where(operation => !readNothing.Contains(operation.Name, StringComparer.Ordinal))
            .ToList();
        Assert.True(operations.Count > 10);
        Assert.All(
            operations,
            operation =>
                Assert.True(AccessLog.InWords(operation.Name) != operation.Name, $"{operation.Name} has no words: add them to AccessLog.")
        );
        Assert.Equal("Saw the child in a list of figures (out of county)", AccessLog.InWords("read figures: out of county"));
        Assert.Equal("gone long ago", AccessLog.InWords("gone long ago"));
    }

    private async Task<string> Page(Guid child)
    {
        using var response = await Html($"/v1/children/{child}/access-log");
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<HttpResponseMessage> Html(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        return await api.Auditor.SendAsync(request);
    }

    private static async Task Read(HttpClient client, string path, string? purpose)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (purpose is not null)
        {
            request.Headers.Add("Purpose", purpose);
        }
        using var response = await client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }
}
