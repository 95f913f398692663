using System.Text.RegularExpressions;
using Npgsql;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.Returns;
using Placements.Tests.Api.Returns.Records;

namespace Placements.Tests.Api.Access;

/// <summary>Every read of children leaves a row for each child: every GET that the host has, asked with children that it shows.</summary>
public sealed partial class EveryReadTests(RecordsHost records) : IClassFixture<RecordsHost>
{
    private const string Subject = "who-reads";

    private HttpClient Reader => records.Api.WithToken(records.Api.Token(["manager"], [RecordsHost.Authority], [], subject: Subject));

    /// <summary>Routes that name something else than a child, and what of it they are asked for here.</summary>
    private async Task<Dictionary<string, string>> Named()
    {
        var made = await records.Freeze();
        var (child, _, entries) = await records.Child(0);
        await records.CorrectNeed(child, entries);
        var import = await records.Ask<Guid>("select import_id from returns.import");
        var frozen = $"/v1/returns/{made["returnId"]}";
        const string report = "kinds_of_home";
        return new(StringComparer.Ordinal)
        {
            ["/v1/code-lists/{name}"] = "/v1/code-lists/kind",
            ["/v1/imports/{importId}"] = $"/v1/imports/{import}",
            ["/v1/imports/{importId}/problems"] = $"/v1/imports/{import}/problems",
            ["/v1/reports/{id}"] = $"/v1/reports/{report}",
            ["/v1/reports/{id}/children"] = $"/v1/reports/{report}/children?asAt=2026-03-31&column={await FirstCount(report)}",
            ["/v1/reports/{id}/difference"] = $"/v1/reports/{report}/difference?asAt=2026-03-31&fromAsAt=2022-03-31",
            ["/v1/returns/{returnId}"] = frozen,
            ["/v1/returns/{returnId}/changes"] = $"{frozen}/changes",
            ["/v1/returns/{returnId}/files/{name}"] = $"{frozen}/files/gaps.csv",
            ["/v1/returns/{returnId}/zip"] = $"{frozen}/zip",
            ["/v1/returns/{year}/checks"] = "/v1/returns/2026/checks",
            ["/v1/returns/{year}/checks/summary"] = "/v1/returns/2026/checks/summary",
        };
    }

    [Fact]
    public async Task Whoever_is_shown_a_child_is_written_down_with_operation_and_purpose()
    {
        var (child, _, _) = await records.Child(1);
        var named = await Named();
        var (missing, showing) = (new List<string>(), new List<string>());
        foreach (var route in Route.UnderV1(records.Api).Where(route => route.Method == "GET" && route.Path != "/v1/seals"))
        {
            var path = route.NamesAnything ? named[route.Path] : AsAt(route.For($"{child}"));
            foreach (var accept in new[] { "application/json", "text/csv", "text/html" })
            {
                var (text, purpose) = await Read(path, accept);
                var shown = Ids().Matches(text).Select(match => Guid.Parse(match.Value)).ToHashSet();
                var written = await Written(purpose);
                shown.IntersectWith(await Children());
                if (shown.Count > 0)
                {
                    showing.Add($"{route.Path} {accept}");
                }
                missing.AddRange(shown.Where(id => !written.Contains(id)).Select(id => $"{route.Path} as {accept}: {id}"));
            }
        }
        Assert.True(missing.Count == 0, string.Join('\n', missing.Take(20)));
        string[] expected =
        [
            "/v1/children application/json",
            "/v1/children text/csv",
            "/v1/children/{childId}/journey application/json",
            "/v1/current-placements application/json",
            "/v1/current-placements text/csv",
            "/v1/out-of-county text/csv",
            "/v1/reports/{id}/children application/json",
            "/v1/reports/{id}/children text/csv",
            "/v1/reports/{id}/difference application/json",
            "/v1/returns/{returnId}/changes application/json",
            "/v1/returns/{returnId}/changes text/csv",
            "/v1/stability text/csv",
        ];
        Assert.Empty(expected.Except(showing, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("/v1/children/{child}", "read summary")]
    [InlineData("/v1/children/{child}/journey", "read journey")]
    [InlineData("/v1/children/{child}/access-log", "read access log")]
    [InlineData("/v1/children/{child}/subject-access", "make a subject access file")]
    [InlineData("/v1/children?limit=1000", "find children")]
    [InlineData("/v1/stability?asAt=2026-03-31&limit=1000", "read figures: stability")]
    [InlineData("/v1/returns/ssda903?year=2026", "make a statutory return")]
    [InlineData("/v1/returns/ssda903?year=2026&format=xml", "make a statutory return")]
    [InlineData("/v1/returns/wales/census?year=2026", "make a statutory return")]
    public async Task The_row_says_who_and_by_which_operation(string path, string operation)
    {
        var (child, _, _) = await records.Child(2);
        var (_, purpose) = await Read(path.Replace("{child}", $"{child}", StringComparison.Ordinal), "application/json");
        await using var command = records.Api.Database.CreateCommand(
            "select subject, name, operation, tenant_id, granted from placements.read_audit where purpose = $1 and child_id = $2"
        );
        command.Parameters.Add(new() { Value = purpose });
        command.Parameters.Add(new() { Value = child });
        await using var row = await command.ExecuteReaderAsync();
        Assert.True(await row.ReadAsync(), "Nothing was written down.");
        Assert.Equal(
            (Subject, "Test manager", operation, RecordsHost.Authority, true),
            (row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetBoolean(4))
        );
        Assert.False(await row.ReadAsync(), "It was written down twice.");
    }

    [Fact]
    public async Task A_return_as_files_is_a_read_of_each_child_in_it_and_of_no_other()
    {
        var made = await records.Freeze(2024);
        var expected = await Written((await Read("/v1/returns/ssda903?year=2024", "application/json")).Purpose);
        Assert.NotEmpty(expected);
        Assert.True(expected.Count < (await Children()).Count, "Every child is in this return: it proves nothing.");
        foreach (var file in new[] { "zip", "files/episodes.csv" })
        {
            var (_, purpose) = await Read($"/v1/returns/{made["returnId"]}/{file}", "application/json");
            Assert.Equal(expected.Order(), (await Written(purpose)).Order());
        }
        // Where an earlier release made it, its children are found out.
        await using var forget = records.Api.Database.CreateBatch();
        forget.BatchCommands.Add(new("alter table returns.frozen_child disable trigger frozen_for_good"));
        forget.BatchCommands.Add(
            new("delete from returns.frozen_child where return_id = $1")
            {
                Parameters = { new() { Value = made["returnId"]!.GetValue<Guid>() } },
            }
        );
        forget.BatchCommands.Add(new("alter table returns.frozen_child enable trigger frozen_for_good"));
        await forget.ExecuteNonQueryAsync();
        Assert.Equal(
            expected.Order(),
            (await Written((await Read($"/v1/returns/{made["returnId"]}/zip", "application/json")).Purpose)).Order()
        );
        Assert.Equal(
            expected.Count,
            await records.Ask<long>("select count(*) from returns.frozen_child where return_id = $1", made["returnId"]!.GetValue<Guid>())
        );
    }

    [Fact]
    public async Task The_children_of_an_import_s_problems_are_found_by_their_codes()
    {
        using var given = new SmallReturn()
            .Child("Q-77")
            .Episode("01/06/2023,S,C1,N1,U3,PR1,,,", "Q-77")
            .Episode("01/09/2023,P,C1,N1,K2,PR4,,,", "Q-77");
        var report = await Import(given);
        var child = (await Reader.Get("/v1/children?search=Q-77"))["items"]![0]!["childId"]!.GetValue<Guid>();
        foreach (var accept in new[] { "application/json", "text/csv" })
        {
            var (text, purpose) = await Read($"/v1/imports/{report}/problems", accept);
            Assert.Contains("Q-77", text, StringComparison.Ordinal);
            Assert.Equal([child], await Written(purpose));
        }
    }

    [Fact]
    public async Task Counts_leave_one_row_of_the_authority_and_none_of_a_child()
    {
        foreach (
            var path in new[]
            {
                "/v1/stability/summary",
                "/v1/out-of-county/summary",
                "/v1/returns/wales/measures",
                "/v1/returns/2026/checks/summary",
            }
        )
        {
            var (_, purpose) = await Read(path, "application/json");
            Assert.Equal(1, await records.Ask<long>("select count(*) from placements.read_audit where purpose = $1", purpose));
            Assert.Empty(await Written(purpose));
        }
    }

    private async Task<Guid> Import(SmallReturn given)
    {
        using var source = Application.Returns.Files.ReturnSource.OfFolder(given.Write(), 2024);
        var report = await new Application.Returns.Import.ReturnImport(records.Api.Database, TestKeys.Master, TimeProvider.System).Run(
            ReturnDatabase.Manager,
            source,
            RecordsHost.Authority,
            dryRun: false,
            null,
            null,
            CancellationToken.None
        );
        return report.ImportId!.Value;
    }

    private async Task<(string Text, string Purpose)> Read(string path, string accept)
    {
        var purpose = $"test {Guid.NewGuid()}";
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd(accept);
        request.Headers.Add("Purpose", purpose);
        using var response = await Reader.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode || text.Contains("not_counted", StringComparison.Ordinal), $"{path}: {text}");
        return (text, purpose);
    }

    private async Task<string> FirstCount(string report)
    {
        var columns = (await Reader.Get($"/v1/reports/{report}"))["columns"]!.AsArray();
        return (string)columns.First(column => (string?)column!["role"] == "count")!["name"]!;
    }

    /// <summary>The sample's last year is the one with children in care.</summary>
    private static string AsAt(string path) =>
        path is "/v1/children" or "/v1/current-placements" or "/v1/stability" or "/v1/out-of-county" ? $"{path}?asAt=2026-03-31"
        : path is "/v1/returns/wales/census" or "/v1/returns/ssda903" ? $"{path}?year=2026"
        : path;

    private async Task<HashSet<Guid>> Written(string purpose) =>
        [
            .. await records.Ask<Guid[]>(
                "select array(select child_id from placements.read_audit where purpose = $1 and subject = $2 and granted and child_id is not null)",
                purpose,
                Subject
            ),
        ];

    private async Task<HashSet<Guid>> Children() => [.. await records.Ask<Guid[]>("select array(select id from placements.mt_streams)")];

    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", RegexOptions.None, 10_000)]
    private static partial Regex Ids();
}
