using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using Placements.Application.ReadModels;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Restriction;

/// <summary>A manager opens a restricted record for a stated reason and a limited time; its owners are told.</summary>
public sealed class BreakGlassTests(ContractHost host) : IClassFixture<ContractHost>
{
    private const string Because = """{"reason":"The police ask where she lives."}""";

    private readonly ApiHost api = host.Api;

    [Fact]
    public async Task It_is_opened_seen_told_to_the_owners_and_closed_again()
    {
        var child = await Restricted(["anna"], ["inner"]);
        var (ben, carl) = (Somebody("manager", "ben"), Somebody("manager", "carl"));

        using var opened = await BreakGlass(ben, child);
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        var answer = await opened.Json();
        Assert.Equal("access_opened", (string?)answer["entries"]![0]!["type"]);
        var until = answer["openUntil"]!.GetValue<DateTimeOffset>();
        Assert.InRange(until, DateTimeOffset.UtcNow.AddMinutes(239), DateTimeOffset.UtcNow.AddMinutes(241));

        // Seen by the one who opened it, everywhere, and by no other.
        await ben.Get($"/v1/children/{child}");
        Assert.True(await Lists(ben, child));
        using var notCarl = await carl.GetAsync($"/v1/children/{child}");
        await notCarl.Problem(HttpStatusCode.NotFound, "child_not_found");

        // It stands in the record, and its owners are told.
        var anna = Somebody("caseworker", "anna");
        var entry = (await anna.Get($"/v1/children/{child}/entries"))["items"]!.AsArray()[^1]!;
        Assert.Equal("The police ask where she lives.", (string?)entry["facts"]!["reason"]);
        var opening = Assert.Single((await anna.Get($"/v1/children/{child}/restriction"))["openings"]!.AsArray())!;
        Assert.Equal(("ben", "Test manager"), ((string?)opening["openedBy"], (string?)opening["openedByName"]));
        foreach (var owner in new[] { anna, Somebody("auditor", "somebody", "inner") })
        {
            var notice = Assert.Single(await Notices(owner), notice => notice["childId"]!.GetValue<Guid>() == child);
            Assert.Equal(("ben", until), ((string?)notice["openedBy"], notice["openUntil"]!.GetValue<DateTimeOffset>()));
            Assert.Equal("The police ask where she lives.", (string?)notice["reason"]);
        }
        Assert.DoesNotContain(await Notices(ben), notice => notice["childId"]!.GetValue<Guid>() == child);

        // What the rebuild makes is what stood there.
        await new Rebuild(api.Database, TestKeys.Master).Run(null, CancellationToken.None);
        await ben.Get($"/v1/children/{child}");
        await HoursPass(child);
        using var closed = await ben.GetAsync($"/v1/children/{child}");
        await closed.Problem(HttpStatusCode.NotFound, "child_not_found");
        Assert.False(await Lists(ben, child));
        using var write = await ben.PostJson($"/v1/children/{child}/entries", $$"""{"entries":[{{Given.CareStarted}}]}""");
        await write.Problem(HttpStatusCode.NotFound, "child_not_found");

        using var again = await BreakGlass(ben, child);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal(2, (await Notices(anna)).Count(notice => notice["childId"]!.GetValue<Guid>() == child));
    }

    [Fact]
    public async Task Who_asks_for_a_child_that_is_not_there_or_sees_it_already_learns_nothing_by_it()
    {
        var ben = Somebody("manager", "ben");
        using var unknown = await BreakGlass(ben, Guid.NewGuid());
        var expected = (await unknown.Problem(HttpStatusCode.NotFound, "child_not_found")).ToJsonString();

        // Of another authority: the same, restricted there or not.
        var newport = api.As("manager", ApiHost.Newport);
        var theirs = await newport.RegisterChild(authority: ApiHost.Newport);
        using var elsewhere = await BreakGlass(ben, theirs);
        Assert.Equal(expected, (await elsewhere.Problem(HttpStatusCode.NotFound)).ToJsonString());
        await newport.Restrict(theirs, ["anna"], []);
        using var restrictedElsewhere = await BreakGlass(ben, theirs);
        Assert.Equal(expected, (await restrictedElsewhere.Problem(HttpStatusCode.NotFound)).ToJsonString());

        var open = await ben.RegisterChild();
        using var notRestricted = await BreakGlass(ben, open);
        await notRestricted.Problem(HttpStatusCode.UnprocessableEntity, "not_restricted");
        using var onTheList = await BreakGlass(Somebody("manager", "anna"), await Restricted(["anna"], []));
        Assert.Equal(
            (await notRestricted.Problem(HttpStatusCode.UnprocessableEntity)).ToJsonString(),
            (await onTheList.Problem(HttpStatusCode.UnprocessableEntity)).ToJsonString()
        );
    }

    [Fact]
    public async Task A_retry_opens_it_once_and_a_key_opens_it_no_second_time()
    {
        var child = await Restricted(["anna"], []);
        var ben = Somebody("manager", "ben");
        using var first = await BreakGlass(ben, child, "glass");
        using var retried = await BreakGlass(ben, child, "glass");
        Assert.Equal((await first.Json()).ToJsonString(), (await retried.Json()).ToJsonString());
        Assert.Single(await Notices(Somebody("auditor", "anna")), notice => notice["childId"]!.GetValue<Guid>() == child);

        await HoursPass(child);
        using var late = await BreakGlass(ben, child, "glass");
        await late.Problem(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
    }

    [Fact]
    public async Task Who_opened_it_cannot_take_the_notice_away()
    {
        var child = await Restricted(["anna"], []);
        var ben = Somebody("manager", "ben");
        using var opened = await BreakGlass(ben, child);
        using var lifted = await ben.PostJson($"/v1/children/{child}/restriction/lift", Because);
        Assert.Equal(HttpStatusCode.Created, lifted.StatusCode);
        Assert.Single(await Notices(Somebody("auditor", "anna")), notice => notice["childId"]!.GetValue<Guid>() == child);

        // A new list ends what was opened before it.
        await ben.Restrict(child, ["anna"], []);
        using var closed = await ben.GetAsync($"/v1/children/{child}");
        await closed.Problem(HttpStatusCode.NotFound, "child_not_found");
        Assert.Single(await Notices(Somebody("auditor", "anna")), notice => notice["childId"]!.GetValue<Guid>() == child);
    }

    [Fact]
    public async Task Notices_are_walked_the_latest_first()
    {
        var dora = Somebody("auditor", "dora");
        for (var i = 0; i < 5; i++)
        {
            using var opened = await BreakGlass(Somebody("manager", "ben"), await Restricted(["dora"], []));
            Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        }
        var all = await Notices(dora);
        Assert.Equal(5, all.Count);
        Assert.Equal(all.Select(OpenedAt).OrderDescending(), all.Select(OpenedAt));
        foreach (var limit in new[] { 1, 2, 4, 5, 6 })
        {
            var (walked, cursor) = (new List<string>(), "");
            do
            {
                var page = await dora.Get($"/v1/notices?limit={limit}{cursor}");
                walked.AddRange(page["items"]!.AsArray().Select(notice => (string)notice!["entryId"]!));
                cursor = page["next"] is { } next ? $"&cursor={next}" : "";
            } while (cursor.Length > 0);
            Assert.Equal(all.Select(notice => (string)notice["entryId"]!), walked);
        }
        using var foreign = await dora.GetAsync($"/v1/notices?cursor={(string)(await dora.Get("/v1/code-lists?limit=1"))["next"]!}");
        await foreign.Problem(HttpStatusCode.BadRequest, "cursor_unknown", "cursor");
        Assert.Empty(await Notices(Somebody("manager", "carl")));
    }

    [Theory]
    [InlineData("{}", "member_missing")]
    [InlineData("""{"reason":""}""", "value_refused")]
    [InlineData("""{"reason":" \t "}""", "value_refused")]
    [InlineData("""{"reason":7}""", "value_refused")]
    [InlineData("""{"reason":"r","until":"2099-01-01T00:00:00Z"}""", "member_unknown")]
    [InlineData("not JSON", "json_malformed")]
    public async Task Without_a_reason_nothing_is_opened(string body, string code)
    {
        var child = await Restricted(["anna"], []);
        using var refused = await api.Manager.PostJson($"/v1/children/{child}/break-glass", body, ifMatch: null);
        await refused.Problem(HttpStatusCode.BadRequest, code);
        using var unknown = await api.Manager.PostJson($"/v1/children/{Guid.NewGuid()}/break-glass", body, ifMatch: null);
        Assert.Equal(
            (await refused.Problem(HttpStatusCode.BadRequest)).ToJsonString(),
            (await unknown.Problem(HttpStatusCode.BadRequest)).ToJsonString()
        );
    }

    [Fact]
    public async Task Two_who_break_it_at_once_both_see_it()
    {
        var child = await Restricted(["anna"], []);
        var managers = Enumerable.Range(0, 6).Select(i => Somebody("manager", $"manager-{i}")).ToList();
        var answers = await Task.WhenAll(managers.Select(manager => BreakGlass(manager, child)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        foreach (var manager in managers)
        {
            await manager.Get($"/v1/children/{child}");
        }
        Assert.Equal(6, (await Notices(Somebody("auditor", "anna"))).Count(notice => notice["childId"]!.GetValue<Guid>() == child));
        Array.ForEach(answers, answer => answer.Dispose());
    }

    private async Task<Guid> Restricted(string[] people, string[] teams)
    {
        var child = await api.Manager.RegisterChild();
        await api.Manager.Restrict(child, people, teams);
        return child;
    }

    private static Task<HttpResponseMessage> BreakGlass(HttpClient client, Guid child, string? key = null) =>
        client.PostJson($"/v1/children/{child}/break-glass", Because, ifMatch: null, key);

    /// <summary>It is the database's clock that ends an opening, and the row that says when: so the row is made older.</summary>
    private async Task HoursPass(Guid child)
    {
        await using var command = api.Database.CreateCommand(
            """
            update read_models.access set opened_until = array(select until - interval '4 hours' from unnest(opened_until) until)
            where child_id = $1 and upper(known) is null
            """
        );
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = child });
        Assert.Equal(1, await command.ExecuteNonQueryAsync());
    }

    private static async Task<bool> Lists(HttpClient client, Guid child) =>
        (await client.Get("/v1/children?limit=1000"))["items"]!.AsArray().Any(row => row!["childId"]!.GetValue<Guid>() == child);

    private static async Task<List<JsonObject>> Notices(HttpClient client) =>
        [.. (await client.Get("/v1/notices?limit=1000"))["items"]!.AsArray().Select(notice => notice!.AsObject())];

    private static DateTimeOffset OpenedAt(JsonObject notice) => notice["openedAt"]!.GetValue<DateTimeOffset>();

    private HttpClient Somebody(string role, string subject, params string[] teams) =>
        api.WithToken(api.Token([role], [ApiHost.Cardiff], teams, subject: subject));
}
