using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Returns.Records;

/// <summary>
/// Given a return that was made, when the record goes on, then the changes name the children, rows and cells that differ and the entries
/// that did it, and no other. The tests share a database: each makes a return of its own and looks at what came after.
/// </summary>
public sealed class ReturnChangesTests(RecordsHost records) : IClassFixture<RecordsHost>
{
    [Fact]
    public async Task Nothing_recorded_nothing_changed()
    {
        var made = await records.Freeze();
        var answer = await Changes(made);
        Assert.Empty(answer["items"]!.AsArray());
        Assert.Empty(answer["correctedCodes"]!.AsArray());
        Assert.Null(answer["next"]);
        Assert.Equal((string?)made["asKnownAt"], (string?)answer["knownFrom"]);
    }

    [Fact]
    public async Task A_correction_is_named_with_the_cells_that_it_changed()
    {
        var (child, code, entries) = await records.Child(10);
        var started = RecordsHost.Started(entries);
        var made = await records.Freeze();
        var correction = await records.CorrectNeed(child, entries);

        var item = Assert.Single((await Changes(made))["items"]!.AsArray())!;

        Assert.Equal((child, code, "changed"), (item["childId"]!.GetValue<Guid>(), (string?)item["child"], (string?)item["change"]));
        foreach (var row in item["rows"]!.AsArray())
        {
            Assert.Equal(("episodes", "changed"), ((string?)row!["table"], (string?)row["change"]));
            Assert.Equal("CIN", (string?)Assert.Single(row["columns"]!.AsArray()));
            Assert.NotEqual((string?)row["before"]!["CIN"], (string?)row["after"]!["CIN"]);
            Assert.Equal((string?)row["before"]!["DECOM"], (string?)row["after"]!["DECOM"]);
        }
        Assert.NotEmpty(item["rows"]!.AsArray());
        var cause = Assert.Single(item["because"]!.AsArray())!;
        Assert.Equal((correction, "entry_corrected"), (Id(cause), (string?)cause["type"]));
        Assert.Equal((string?)started["entryId"], (string?)cause["correctsEntryId"]);
        Assert.Equal(("The file says so.", "Test manager"), ((string?)cause["reason"], (string?)cause["recordedBy"]));
    }

    [Fact]
    public async Task Of_a_correction_corrected_again_the_last_is_named_and_of_an_entry_taken_back_nothing()
    {
        var (child, _, entries) = await records.Child(11);
        var made = await records.Freeze();
        await records.CorrectNeed(child, entries, "low_income");
        var last = await records.CorrectNeed(child, entries);
        var missing = await records.Record(
            child,
            """{"type":"child_details_changed","effectiveOn":"2026-03-01","source":"registration","ethnicity":"WIRT"}"""
        );
        await records.Void(child, missing);

        var item = Assert.Single((await Changes(made))["items"]!.AsArray())!;

        Assert.Equal([last], item["because"]!.AsArray().Select(cause => Id(cause!)));
        Assert.DoesNotContain(item["rows"]!.AsArray(), row => (string?)row!["table"] == "header");
    }

    [Fact]
    public async Task What_changes_no_row_of_the_year_is_not_told()
    {
        var (child, _, entries) = await records.Child(12);
        var made = await records.Freeze();
        await records.Record(
            child,
            """{"type":"child_details_changed","effectiveOn":"2026-05-01","source":"registration","ethnicity":"WIRT"}"""
        );
        var started = RecordsHost.Started(entries);
        await records.CorrectNeed(child, entries, "low_income");
        await records.CorrectNeed(child, entries, (string)started["facts"]!["categoryOfNeed"]!);

        Assert.Empty((await Changes(made))["items"]!.AsArray());
    }

    [Fact]
    public async Task Who_came_in_and_who_left_is_told_with_every_row()
    {
        var newcomer = await records.Manager.Register(""","identifiers":[{"scheme":"child_code","value":"NEW1"}]""", RecordsHost.Authority);
        var made = await records.Freeze();
        var care = await records.Record(
            newcomer,
            """{"type":"care_started","effectiveOn":"2026-02-01","legalStatus":"care_order","categoryOfNeed":"abuse_or_neglect"}"""
        );

        var cameIn = Assert.Single((await Changes(made))["items"]!.AsArray())!;
        Assert.Equal(("NEW1", "came_in"), ((string?)cameIn["child"], (string?)cameIn["change"]));
        Assert.Equal(["header added", "episodes added"], Rows(cameIn));
        Assert.All(cameIn["rows"]!.AsArray(), row => Assert.Null(row!["before"]));
        Assert.Equal([care], cameIn["because"]!.AsArray().Select(cause => Id(cause!)));

        var with = await records.Freeze();
        var taken = await records.Void(newcomer, care);
        var left = Assert.Single((await Changes(with))["items"]!.AsArray())!;
        Assert.Equal(("NEW1", "left"), ((string?)left["child"], (string?)left["change"]));
        Assert.Equal(["header removed", "episodes removed"], Rows(left));
        Assert.Equal([taken], left["because"]!.AsArray().Select(cause => Id(cause!)));
        // Of the return that was made before both, nothing is left to tell; and as known in between she was in it.
        Assert.Empty((await Changes(made))["items"]!.AsArray());
        Assert.Equal("came_in", (string?)Assert.Single((await Changes(made, (string)with["asKnownAt"]!))["items"]!.AsArray())!["change"]);
    }

    [Fact]
    public async Task A_child_whose_code_was_corrected_stays_one_child_whose_rows_changed()
    {
        var (child, code, entries) = await records.Child(13);
        var made = await records.Freeze();
        var registered = entries.First(entry => (string?)entry!["type"] == "child_registered")!;
        var facts = registered["facts"]!.DeepClone().AsObject();
        facts["type"] = "child_registered";
        facts["identifiers"]!.AsArray().Single(one => (string?)one!["scheme"] == "child_code")!["value"] = "000000";
        using var corrected = await records.Manager.PostJson(
            $"/v1/children/{child}/entries/{registered["entryId"]}/correction",
            $$"""{"facts":{{facts.ToJsonString()}},"reason":"Two codes."}"""
        );
        Assert.True(corrected.IsSuccessStatusCode, await corrected.Content.ReadAsStringAsync());

        var item = Assert.Single((await Changes(made))["items"]!.AsArray())!;
        Assert.Equal("000000", (string?)item["child"]);
        Assert.All(item["rows"]!.AsArray(), row => Assert.Equal(["CHILD"], row!["columns"]!.AsArray().Select(column => (string)column!)));
        // The child stands elsewhere in the order now; the return as it was known then has the old place.
        var files = await records.Files(made);
        var then = await records.Export(2026, (string)made["asKnownAt"]!);
        Assert.All(then, file => Assert.True(file.Value.AsSpan().SequenceEqual(files[file.Key]), file.Key));
        Assert.Contains(code, System.Text.Encoding.UTF8.GetString(then["header.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_walk_every_child_once_and_speak_of_one_instant()
    {
        var made = await records.Freeze();
        var changed = new HashSet<Guid>();
        for (var place = 20; place < 25; place++)
        {
            var (child, _, entries) = await records.Child(place);
            await records.CorrectNeed(child, entries);
            changed.Add(child);
        }

        var walked = new List<Guid>();
        var instants = new HashSet<string>(StringComparer.Ordinal);
        for (var next = "?limit=2"; next is not null; )
        {
            var page = await records.Auditor.Get($"/v1/returns/{made["returnId"]}/changes{next}");
            walked.AddRange(page["items"]!.AsArray().Select(item => item!["childId"]!.GetValue<Guid>()));
            instants.Add((string)page["knownTo"]!);
            if (walked.Count == 2)
            {
                // What is recorded while somebody pages is for the next question.
                var (late, _, entries) = await records.Child(26);
                await records.CorrectNeed(late, entries);
            }
            next = page["next"] is { } cursor ? $"?limit=2&cursor={cursor}" : null;
        }
        Assert.Equal(changed.Order(), walked.Order());
        Assert.Single(instants);
    }

    [Fact]
    public async Task As_CSV_each_cell_is_a_line()
    {
        var (child, code, entries) = await records.Child(30);
        var made = await records.Freeze();
        var correction = await records.CorrectNeed(child, entries);

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/returns/{made["returnId"]}/changes");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var response = await records.Auditor.SendAsync(request);

        var lines = (await response.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("childId,child,change,table,rowChange,column,before,after,entryIds,recordedBy", lines[0]);
        Assert.All(
            lines[1..],
            line =>
            {
                Assert.StartsWith($"{child},{code},changed,episodes,changed,CIN,N", line, StringComparison.Ordinal);
                Assert.EndsWith($",{correction},Test manager", line, StringComparison.Ordinal);
            }
        );
        Assert.True(lines.Length > 1);
    }

    [Theory]
    [InlineData("asKnownAt=2020-01-01T00:00:00Z", "known_range_reversed")]
    [InlineData("asKnownAt=2999-01-01T00:00:00Z", "instant_in_future")]
    [InlineData("asKnownAt=yesterday", "instant_malformed")]
    [InlineData("cursor=nonsense", "cursor_unknown")]
    [InlineData("limit=0", "limit_out_of_range")]
    [InlineData("asAt=2026-03-31", "parameter_unknown")]
    public async Task A_question_that_cannot_be_meant_is_refused(string query, string code)
    {
        var made = await records.Freeze(2022);
        using var response = await records.Auditor.GetAsync($"/v1/returns/{made["returnId"]}/changes?{query}");
        await response.Problem(HttpStatusCode.BadRequest, code);
    }

    private Task<JsonObject> Changes(JsonObject made, string? asKnownAt = null) =>
        records.Auditor.Get(
            $"/v1/returns/{made["returnId"]}/changes{(asKnownAt is null ? "" : $"?asKnownAt={Uri.EscapeDataString(asKnownAt)}")}"
        );

    private static Guid Id(JsonNode cause) => cause["entryId"]!.GetValue<Guid>();

    private static IEnumerable<string> Rows(JsonNode item) => item["rows"]!.AsArray().Select(row => $"{row!["table"]} {row["change"]}");
}
