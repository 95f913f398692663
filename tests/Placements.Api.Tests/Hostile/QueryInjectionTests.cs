using System.Net;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Hostile;

/// <summary>SQL, formulas, paths and markup in every parameter of every GET that the API describes: a value like any other, or a refusal.</summary>
public sealed class QueryInjectionTests(ContractHost host) : IClassFixture<ContractHost>
{
    private static readonly string[] Payloads =
    [
        "' or '1'='1",
        "'; drop table placements.mt_events; --",
        "\\'; select pg_sleep(30); --",
        "1) union select subject, name, null from placements.read_audit --",
        "%' or given_name like '%",
        "$1",
        "{\"a\":1}",
        "W06000015','W06000022",
        "=HYPERLINK(\"http://elsewhere.example\")",
        "../../../../etc/passwd",
        "<script>alert(1)</script>",
        "S\u0435ren\u202e\u0000",
        "\uFF07 or 1=1",
        "2021-06-01' or 'a'='a",
        "-1",
        "99999999999999999999",
    ];

    private readonly ApiHost api = host.Api;

    [Fact]
    public async Task Every_parameter_of_every_read_takes_a_hostile_value_for_a_value_or_refuses_it()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        var before = await Everything();
        var wrong = new List<string>();
        var asked = 0;
        using var manager = api.Manager;
        foreach (var (path, parameter) in await Parameters())
        {
            foreach (var payload in Payloads)
            {
                var address = path.Replace("{childId}", $"{child}", StringComparison.Ordinal)
                    .Replace("{id}", "kinds_of_home", StringComparison.Ordinal)
                    .Replace("{year}", "2022", StringComparison.Ordinal)
                    .Replace("{name}", "kind", StringComparison.Ordinal);
                address = address.Contains('{') ? new Route("GET", address, null).For($"{child}") : address;
                using var response = await manager.GetAsync($"{address}?{parameter}={Uri.EscapeDataString(payload)}");
                asked++;
                var body = await response.Content.ReadAsStringAsync();
                if ((int)response.StatusCode >= 500 || LooksLikeADatabase(body))
                {
                    wrong.Add($"{path}?{parameter}={payload}: {(int)response.StatusCode} {body[..Math.Min(200, body.Length)]}");
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(asked > 1_000, "The parameters of the API are not all there.");
        Assert.Equal(before, await Everything());
    }

    [Theory]
    [InlineData("' or '1'='1")]
    [InlineData("%")]
    [InlineData("_____")]
    [InlineData("Ser%")]
    [InlineData("\\")]
    public async Task A_search_finds_what_holds_the_text_and_knows_no_wildcards(string text)
    {
        await api.Caseworker.RegisterChild();
        var found = await api.Auditor.Get($"/v1/children?search={Uri.EscapeDataString(text)}");
        Assert.Empty(found["items"]!.AsArray());
    }

    [Theory]
    [InlineData("'; drop table placements.mt_events; --")]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    [InlineData("%00")]
    [InlineData("kinds_of_home%27%20or%201=1")]
    public async Task A_path_is_a_name_that_is_there_or_is_not(string name)
    {
        foreach (var path in new[] { "/v1/reports/", "/v1/code-lists/", "/v1/returns/", "/v1/imports/", "/v1/children/" })
        {
            using var response = await api.Manager.GetAsync($"{path}{name}");
            Assert.True(
                response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.BadRequest,
                $"{path}{name}: {response.StatusCode}"
            );
            Assert.False(LooksLikeADatabase(await response.Content.ReadAsStringAsync()));
        }
    }

    private static bool LooksLikeADatabase(string body) =>
        new[] { "syntax error", "Npgsql", "PostgreSQL", "relation \"", "SQLSTATE", "   at Placements" }.Any(sign =>
            body.Contains(sign, StringComparison.OrdinalIgnoreCase)
        );

    private async Task<List<(string Path, string Parameter)>> Parameters()
    {
        var described = await api.Manager.Get("/openapi/v1.json");
        return
        [
            .. from path in described["paths"]!.AsObject()
            let read = path.Value!["get"]?["parameters"]?.AsArray() ?? []
            from parameter in read
            where (string?)parameter!["in"] == "query"
            select (path.Key, (string)parameter["name"]!),
        ];
    }

    /// <summary>Every event, and every table there is.</summary>
    private async Task<string> Everything()
    {
        await using var command = api.Database.CreateCommand(
            """
            select md5(string_agg(e::text, '' order by e.seq_id)) || ' ' || (select string_agg(t.schemaname || '.' || t.tablename, ' ' order by 1) from pg_tables t)
            from placements.mt_events e
            """
        );
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
