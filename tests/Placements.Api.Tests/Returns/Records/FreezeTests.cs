using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Npgsql;
using Placements.Application.ReadModels;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Returns.Records;

/// <summary>A return that was made stays what it is. The tests share a database; each makes the returns it needs.</summary>
public sealed class FreezeTests(RecordsHost records) : IClassFixture<RecordsHost>
{
    [Fact]
    public async Task What_was_made_gives_the_same_bytes_whatever_is_recorded_later()
    {
        var made = await records.Freeze();
        var before = await records.Files(made);
        var (child, _, entries) = await records.Child(3);
        await records.CorrectNeed(child, entries);
        await new Rebuild(records.Api.Database, TestKeys.Master).Run(null, CancellationToken.None);

        var read = await records.Auditor.Get($"/v1/returns/{made["returnId"]}");

        Assert.Equal(made.ToJsonString(), read.ToJsonString());
        Same(before, await records.Files(read));
        // What can be asked for again as it was known then is what was kept.
        var then = await records.Export(2026, (string)made["asKnownAt"]!);
        Same(Tables(before), then);
        var now = await records.Export(2026, null);
        Assert.Equal(["episodes.csv"], then.Keys.Where(name => !then[name].AsSpan().SequenceEqual(now[name])));
    }

    [Fact]
    public async Task It_holds_every_table_with_its_header_and_says_what_it_is()
    {
        var made = await records.Freeze(2024);

        var files = await records.Files(made);
        var folder = ReturnDatabase.Sample("clean/2024");
        Assert.Equal(
            Directory.GetFiles(folder).Select(Path.GetFileName).Append("checks.csv").Append("gaps.csv").Order(),
            files.Keys.Order()
        );
        foreach (var (name, bytes) in Tables(files))
        {
            var lines = await File.ReadAllLinesAsync(Path.Combine(folder, name));
            Assert.Equal(lines, Encoding.UTF8.GetString(bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries));
            var file = made["files"]!.AsArray().Single(file => (string?)file!["name"] == name)!;
            Assert.Equal(lines.Length - 1, (int)file["rows"]!);
        }
        Assert.Equal(
            (RecordsHost.Authority, "ssda903", 2024, "2024-03-31", "Test manager"),
            ((string?)made["authority"], (string?)made["kind"], (int)made["year"]!, (string?)made["asAt"], (string?)made["madeBy"])
        );
        Assert.Equal("child,childId,column,why,entryIds", Encoding.UTF8.GetString(files["gaps.csv"]).Split('\n')[0]);
        Assert.Equal(Encoding.UTF8.GetString(files["gaps.csv"]).Count(c => c == '\n') - 1, (int)made["gaps"]!);
        Assert.Equal(
            "child,childId,rule,message,fields,table,row,on,entryIds",
            Encoding.UTF8.GetString(files["checks.csv"]).Split('\n')[0]
        );
        Assert.NotEmpty((string)made["programVersion"]!);
        var last = await records.Ask<long>("select max(seq_id) from placements.mt_events");
        Assert.InRange((long)made["logPosition"]!["seqId"]!, 1, last);
    }

    [Fact]
    public async Task A_gap_is_listed_with_its_child_and_entries()
    {
        var child = await records.Manager.Register(authority: RecordsHost.Authority);
        var started =
            """{"type":"care_started","effectiveOn":"2022-05-02","legalStatus":"care_order","categoryOfNeed":"abuse_or_neglect"}""";
        var ended = """{"type":"care_ended","effectiveOn":"2022-11-02","reason":"returned_home","planned":true}""";
        await records.Manager.Record(child, started, ended);

        var made = await records.Freeze(2023);

        var lines = Encoding.UTF8.GetString((await records.Files(made))["gaps.csv"]).Split('\n');
        Assert.Contains(lines, line => line.Contains($"{child},CHILD,Give the child the code", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains($"{child},PLACE,No placement", StringComparison.Ordinal));
        Assert.Equal(lines.Length - 2, (int)made["gaps"]!);
    }

    [Fact]
    public async Task The_same_request_with_the_same_key_makes_one_return()
    {
        var first = await records.Freeze(2025, "a key of ours");
        var second = await records.Freeze(2025, "a key of ours");
        Assert.Equal(first.ToJsonString(), second.ToJsonString());

        using var other = await records.Manager.PostJson("/v1/returns", RecordsHost.Body(2024), ifMatch: null, "a key of ours");
        await other.Problem(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused", "Idempotency-Key");

        var atOnce = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => records.Freeze(2025, "four at once")));
        Assert.Single(atOnce.Select(made => (string)made["returnId"]!).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_second_return_of_a_year_stands_beside_the_first_and_the_list_is_walked_latest_first()
    {
        var (first, second) = (await records.Freeze(2022), await records.Freeze(2022));
        Assert.NotEqual((string?)first["returnId"], (string?)second["returnId"]);

        var all = (await records.Auditor.Get("/v1/returns"))["items"]!.AsArray().Select(item => (string)item!["returnId"]!).ToList();
        Assert.Equal([(string)second["returnId"]!, (string)first["returnId"]!], all.Take(2));
        var walked = new List<string>();
        for (var next = ""; next is not null; )
        {
            var page = await records.Auditor.Get($"/v1/returns?limit=1&authority={RecordsHost.Authority}{next}");
            walked.AddRange(page["items"]!.AsArray().Select(item => (string)item!["returnId"]!));
            next = page["next"] is { } cursor ? $"&cursor={cursor}" : null;
        }
        Assert.Equal(all, walked);
    }

    [Theory]
    [InlineData("""{"year":2016,"kind":"ssda903"}""", "year_unknown")]
    [InlineData("""{"year":2028,"kind":"ssda903"}""", "year_unknown")]
    [InlineData("""{"year":-1,"kind":"ssda903"}""", "year_unknown")]
    [InlineData("""{"year":2147483647,"kind":"wales_census"}""", "year_unknown")]
    [InlineData("""{"year":1999,"kind":"wales_census"}""", "year_unknown")]
    [InlineData("""{"year":2999,"kind":"wales_census"}""", "year_not_begun")]
    [InlineData("""{"year":2026,"kind":"ssda904"}""", "kind_unknown")]
    [InlineData("""{"year":2026,"kind":"ssda903","files":[]}""", "member_unknown")]
    [InlineData("""{"year":2026}""", "member_missing")]
    [InlineData("""{"year":"2026","kind":"ssda903"}""", "value_wrong")]
    [InlineData("""[]""", "not_an_object")]
    public async Task A_request_that_cannot_be_meant_is_refused(string body, string code)
    {
        using var response = await records.Manager.PostJson("/v1/returns", body, ifMatch: null);
        var problem = await response.Problem(HttpStatusCode.BadRequest);
        Assert.Equal(code, (string?)problem["errors"]![0]!["code"]);
    }

    [Fact]
    public async Task A_note_is_kept_unless_it_is_a_book()
    {
        using var kept = await records.Manager.PostJson(
            "/v1/returns",
            """{"year":2022,"kind":"ssda903","note":"Sent on 4 May by Mair."}""",
            ifMatch: null
        );
        Assert.Equal("Sent on 4 May by Mair.", (string?)(await kept.Json())["note"]);
        using var refused = await records.Manager.PostJson(
            "/v1/returns",
            $$"""{"year":2022,"kind":"ssda903","note":"{{new string('x', 2_001)}}"}""",
            ifMatch: null
        );
        await refused.Problem(HttpStatusCode.BadRequest, "note_too_long", "note");
    }

    [Fact]
    public async Task Another_authority_sees_none_of_it()
    {
        var made = await records.Freeze(2022);
        var others = records.Api.As("manager", ApiHost.Cardiff);

        Assert.Empty((await others.Get("/v1/returns"))["items"]!.AsArray());
        foreach (var path in new[] { "", "/files/header.csv", "/zip", "/changes" })
        {
            using var response = await others.GetAsync($"/v1/returns/{made["returnId"]}{path}");
            var hidden = await response.Problem(HttpStatusCode.NotFound, "return_not_found");
            using var missing = await others.GetAsync($"/v1/returns/{Guid.NewGuid()}{path}");
            Assert.Equal(hidden.ToJsonString(), (await missing.Problem(HttpStatusCode.NotFound)).ToJsonString());
        }
        using var theirs = await others.PostJson(
            "/v1/returns",
            $$"""{"year":2026,"kind":"ssda903","authority":"{{RecordsHost.Authority}}"}""",
            ifMatch: null
        );
        await theirs.Problem(HttpStatusCode.Forbidden, "not_allowed");
        using var list = await others.GetAsync($"/v1/returns?authority={RecordsHost.Authority}");
        await list.Problem(HttpStatusCode.Forbidden, "not_allowed");
    }

    [Fact]
    public async Task A_file_comes_with_its_hash_as_ETag_and_is_not_sent_twice()
    {
        var made = await records.Freeze(2022);
        var path = $"/v1/returns/{made["returnId"]}/files/header.csv";
        using var response = await records.Auditor.GetAsync(path);
        var hash = (string?)made["files"]!.AsArray().Single(file => (string?)file!["name"] == "header.csv")!["sha256"];
        Assert.Equal($"\"{hash}\"", response.Headers.ETag?.Tag);
        Assert.Equal("attachment; filename=header.csv; filename*=UTF-8''header.csv", $"{response.Content.Headers.ContentDisposition}");
        Assert.Equal("text/csv; charset=utf-8", $"{response.Content.Headers.ContentType}");

        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(new EntityTagHeaderValue($"\"{hash}\""));
        using var same = await records.Auditor.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);

        using var none = await records.Auditor.GetAsync($"/v1/returns/{made["returnId"]}/files/..%2Fheader.csv");
        await none.Problem(HttpStatusCode.NotFound, "file_not_found");
        Same(
            await records.Files(made),
            await RecordsHost.Unzipped(await records.Auditor.GetByteArrayAsync($"/v1/returns/{made["returnId"]}/zip"))
        );
    }

    [Theory]
    [InlineData("update returns.frozen set note = 'x'")]
    [InlineData("delete from returns.frozen")]
    [InlineData("truncate returns.frozen cascade")]
    [InlineData("update returns.frozen_file set rows = 0")]
    [InlineData("delete from returns.frozen_file where rows < 0")]
    [InlineData("update returns.frozen_file_part set content = ''")]
    [InlineData("delete from returns.frozen_file_part")]
    [InlineData("truncate returns.frozen_file_part")]
    [InlineData("insert into returns.frozen_file select return_id, 'more.csv', 99, 0, 0, sha256 from returns.frozen_file limit 1")]
    [InlineData("insert into returns.frozen_file_part select return_id, name, 99, '' from returns.frozen_file limit 1")]
    public async Task The_database_itself_lets_nobody_change_one(string sql)
    {
        await records.Freeze(2022);
        await using var command = records.Api.Database.CreateCommand(sql);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        Assert.Equal(PostgresErrorCodes.RestrictViolation, refused.SqlState);
    }

    [Fact]
    public async Task Who_makes_and_who_reads_a_return_is_written_down()
    {
        var made = await records.Freeze(2022);
        var reader = records.Api.WithToken(records.Api.Token(["auditor"], [RecordsHost.Authority], [], subject: "who-reads-returns"));
        await reader.GetByteArrayAsync($"/v1/returns/{made["returnId"]}/files/header.csv");
        const string written = "select count(*) from placements.read_audit where subject = $1 and operation = $2 and granted";
        Assert.Equal(1, await records.Ask<long>($"{written} and child_id is null", "who-reads-returns", "make a statutory return"));
        Assert.InRange(
            await records.Ask<long>(written, $"manager-of-{RecordsHost.Authority}", "freeze a statutory return"),
            1,
            long.MaxValue
        );
    }

    private static Dictionary<string, byte[]> Tables(Dictionary<string, byte[]> files) =>
        files.Where(file => file.Key is not ("gaps.csv" or "checks.csv")).ToDictionary(StringComparer.Ordinal);

    private static void Same(Dictionary<string, byte[]> expected, Dictionary<string, byte[]> found)
    {
        Assert.Equal(expected.Keys, found.Keys);
        Assert.All(expected, file => Assert.True(file.Value.AsSpan().SequenceEqual(found[file.Key]), file.Key));
    }
}
