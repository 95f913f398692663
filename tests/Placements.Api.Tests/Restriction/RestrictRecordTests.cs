using System.Net;
using System.Text.Json.Nodes;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Restriction;

/// <summary>Who is on the list sees the child; nobody else does, whatever the role, until the restriction is lifted.</summary>
public sealed class RestrictRecordTests(ContractHost host) : IClassFixture<ContractHost>
{
    private const string Reason = "known to somebody who works here";

    private readonly ApiHost api = host.Api;

    [Fact]
    public async Task People_and_teams_on_the_list_see_the_child_and_nobody_else()
    {
        var child = await api.Manager.Register();
        await api.Manager.Restrict(child, ["anna"], ["inner"]);

        await Sees(child, true, Somebody("caseworker", "anna"));
        await Sees(child, true, Somebody("auditor", "somebody", "inner"));
        await Sees(child, true, Somebody("manager", "somebody", "other", "inner"));
        await Sees(child, false, Somebody("caseworker", "ben"));
        await Sees(child, false, Somebody("caseworker", "ben", "anna"));
        await Sees(child, false, Somebody("manager", "inner"));
        await Sees(child, false, Somebody("auditor", "Anna", "INNER"));
        await Sees(child, false, api.Manager);
    }

    [Fact]
    public async Task The_list_does_not_open_the_record_to_a_caseworker_of_another_team()
    {
        var child = await api.As("manager").Register(""","team":"north" """);
        await api.Manager.Restrict(child, ["anna"], ["south"]);

        await Sees(child, false, Somebody("caseworker", "anna", "south"));
        await Sees(child, true, Somebody("caseworker", "anna", "north"));
        await Sees(child, true, Somebody("auditor", "anna"));
    }

    [Fact]
    public async Task A_later_list_stands_in_the_place_of_the_first_and_a_lift_opens_the_record_to_all()
    {
        var child = await api.Manager.Register();
        var (anna, ben) = (Somebody("manager", "anna"), Somebody("manager", "ben"));
        await api.Manager.Restrict(child, ["anna"], []);
        await anna.Restrict(child, ["ben"], []);
        await Sees(child, false, anna);

        var restriction = await ben.Get($"/v1/children/{child}/restriction");
        Assert.True((bool)restriction["restricted"]!);
        Assert.Equal("ben", (string?)Assert.Single(restriction["people"]!.AsArray()));
        Assert.Equal((Reason, "Test manager"), ((string?)restriction["reason"], (string?)restriction["setBy"]));
        var entries = (await ben.Get($"/v1/children/{child}/entries"))["items"]!.AsArray();
        Assert.Equal(["child_registered", "access_restricted", "access_restricted"], entries.Select(entry => (string?)entry!["type"]));

        using var lifted = await ben.PostJson($"/v1/children/{child}/restriction/lift", $$"""{"reason":"{{Reason}}"}""");
        Assert.Equal(HttpStatusCode.Created, lifted.StatusCode);
        await Sees(child, true, anna);
        Assert.False((bool)(await anna.Get($"/v1/children/{child}/restriction"))["restricted"]!);
        using var again = await ben.PostJson($"/v1/children/{child}/restriction/lift", $$"""{"reason":"{{Reason}}"}""");
        await again.Problem(HttpStatusCode.UnprocessableEntity, "not_restricted");
    }

    [Fact]
    public async Task Counts_hold_one_child_fewer_for_those_who_are_not_on_the_list()
    {
        const string path = "/v1/stability/summary";
        var manager = api.As("manager", ApiHost.Newport);
        var insider = api.WithToken(api.Token(["reporting"], [ApiHost.Newport], [], subject: "insider"));
        var child = await manager.InCare(ApiHost.Newport, "N-1");
        var before = (long)(await manager.Get(path))["lookedAfter"]!;

        await manager.Restrict(child, ["insider"], []);

        Assert.Equal(before - 1, (long)(await manager.Get(path))["lookedAfter"]!);
        Assert.Equal(before, (long)(await insider.Get(path))["lookedAfter"]!);
    }

    [Fact]
    public async Task A_write_against_any_version_is_answered_like_one_to_a_child_that_does_not_exist()
    {
        var child = await api.Manager.Register();
        await api.Manager.Restrict(child, ["anna"], []);
        foreach (var ifMatch in new[] { "*", "\"1\"", "\"2\"", "\"99\"" })
        {
            using var recorded = await api.Manager.PostJson(
                $"/v1/children/{child}/entries",
                $$"""{"entries":[{{Given.CareStarted}}]}""",
                ifMatch
            );
            await recorded.Problem(HttpStatusCode.NotFound, "child_not_found");
            using var restricted = await api.Manager.PutJson($"/v1/children/{child}/restriction", List("""["ben"]"""), ifMatch);
            await restricted.Problem(HttpStatusCode.NotFound, "child_not_found");
        }
        using var stale = await Somebody("manager", "anna").PutJson($"/v1/children/{child}/restriction", List("""["ben"]"""), "\"1\"");
        await stale.Problem(HttpStatusCode.PreconditionFailed, "stale_version");
        using var none = await api.Manager.PutJson($"/v1/children/{child}/restriction", List("""["ben"]"""), ifMatch: null);
        await none.Problem(HttpStatusCode.PreconditionRequired, "if_match_missing");
    }

    [Fact]
    public async Task An_answer_kept_for_a_retry_is_not_given_once_the_child_is_hidden()
    {
        var ben = Somebody("manager", "ben");
        var registration = Given.Registration(""","identifiers":[{"scheme":"case_number","value":"K-1"}]""");
        using var registered = await ben.PostJson("/v1/children", registration, ifMatch: null, "register");
        var child = (await registered.Json())["childId"]!.GetValue<Guid>();
        var entries = $$"""{"entries":[{{Given.CareStarted}}]}""";
        using var recorded = await ben.PostJson($"/v1/children/{child}/entries", entries, "*", "record");
        Assert.Equal(HttpStatusCode.Created, recorded.StatusCode);
        using var restricted = await ben.PutJson($"/v1/children/{child}/restriction", List("""["anna"]"""), "*", "restrict");
        Assert.Equal(HttpStatusCode.Created, restricted.StatusCode);

        using var recordedAgain = await ben.PostJson($"/v1/children/{child}/entries", entries, "*", "record");
        await recordedAgain.Problem(HttpStatusCode.NotFound, "child_not_found");
        using var restrictedAgain = await ben.PutJson($"/v1/children/{child}/restriction", List("""["anna"]"""), "*", "restrict");
        await restrictedAgain.Problem(HttpStatusCode.NotFound, "child_not_found");
        using var registeredAgain = await ben.PostJson("/v1/children", registration, ifMatch: null, "register");
        await registeredAgain.Problem(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
    }

    [Fact]
    public async Task The_general_routes_neither_restrict_nor_open_nor_undo()
    {
        var child = await api.Manager.Register();
        var anna = Somebody("manager", "anna");
        await api.Manager.Restrict(child, ["anna"], []);
        string[] facts =
        [
            """{"type":"access_restricted","effectiveOn":"2024-01-01","people":["ben"],"teams":[],"reason":"r"}""",
            """{"type":"restriction_lifted","effectiveOn":"2024-01-01","reason":"r"}""",
            """{"type":"access_opened","effectiveOn":"2024-01-01","person":"ben","personName":"Ben","until":"2099-01-01T00:00:00Z","reason":"r"}""",
        ];
        var entry = (await anna.Get($"/v1/children/{child}/entries"))["items"]!.AsArray();
        foreach (var fact in facts)
        {
            using var recorded = await anna.PostJson($"/v1/children/{child}/entries", $$"""{"entries":[{{fact}}]}""");
            await recorded.Problem(HttpStatusCode.UnprocessableEntity, "access_by_own_route", "entries[0].type");
            using var corrected = await anna.PostJson(
                $"/v1/children/{child}/entries/{entry[0]!["entryId"]}/correction",
                $$"""{"facts":{{fact}},"reason":"r"}"""
            );
            await corrected.Problem(HttpStatusCode.UnprocessableEntity, "access_by_own_route", "facts.type");
        }
        using var voided = await anna.PostJson($"/v1/children/{child}/entries/{entry[1]!["entryId"]}/void", """{"reason":"r"}""");
        await voided.Problem(HttpStatusCode.UnprocessableEntity, "entry_is_of_access", "entryId");
        await Sees(child, false, api.Manager);
    }

    [Fact]
    public async Task Voiding_the_registration_does_not_open_the_record()
    {
        var child = await api.Manager.Register();
        var anna = Somebody("manager", "anna");
        await api.Manager.Restrict(child, ["anna"], []);
        var entry = (await anna.Get($"/v1/children/{child}/entries"))["items"]![0]!["entryId"];
        using var voided = await anna.PostJson($"/v1/children/{child}/entries/{entry}/void", """{"reason":"another child"}""");
        Assert.Equal(HttpStatusCode.Created, voided.StatusCode);

        await Sees(child, true, anna);
        await Sees(child, false, api.Manager);
    }

    public static TheoryData<string, HttpStatusCode, string, string?> Wrong =>
        new()
        {
            { """{"people":[],"teams":[],"reason":"r"}""", HttpStatusCode.UnprocessableEntity, "restriction_for_nobody", null },
            { """{"people":["a"],"reason":"r"}""", HttpStatusCode.BadRequest, "member_missing", "teams" },
            { """{"teams":["a"],"reason":"r"}""", HttpStatusCode.BadRequest, "member_missing", "people" },
            { """{"people":["a"],"teams":[]}""", HttpStatusCode.BadRequest, "member_missing", "reason" },
            { """{"people":["a"],"teams":[],"reason":"  "}""", HttpStatusCode.BadRequest, "value_refused", "reason" },
            { """{"people":["a"],"teams":[],"reason":null}""", HttpStatusCode.BadRequest, "value_null", "reason" },
            {
                $$"""{"people":["a"],"teams":[],"reason":"{{new string('r', 4_001)}}"}""",
                HttpStatusCode.BadRequest,
                "value_refused",
                "reason"
            },
            { """{"people":[""],"teams":[],"reason":"r"}""", HttpStatusCode.BadRequest, "value_refused", "people[0]" },
            { """{"people":["a","\u0007"],"teams":[],"reason":"r"}""", HttpStatusCode.BadRequest, "value_refused", "people[1]" },
            { """{"people":["a\u0000"],"teams":[],"reason":"r"}""", HttpStatusCode.BadRequest, "value_refused", "people[0]" },
            { """{"people":[null],"teams":[],"reason":"r"}""", HttpStatusCode.BadRequest, "value_refused", "people" },
            { """{"people":[7],"teams":[],"reason":"r"}""", HttpStatusCode.BadRequest, "value_refused", "people[0]" },
            { """{"people":"a","teams":[],"reason":"r"}""", HttpStatusCode.BadRequest, "value_wrong", "people" },
            { """{"people":null,"teams":["a"],"reason":"r"}""", HttpStatusCode.BadRequest, "value_null", "people" },
            { """{"people":["a"],"teams":[],"reason":"r","until":"2030-01-01"}""", HttpStatusCode.BadRequest, "member_unknown", "until" },
            { """{"people":["a"],"people":["b"],"teams":[],"reason":"r"}""", HttpStatusCode.BadRequest, "member_doubled", null },
            {
                $$"""{"people":["{{new string('a', 201)}}"],"teams":[],"reason":"r"}""",
                HttpStatusCode.BadRequest,
                "name_too_long",
                "people[0]"
            },
            { $$"""{"people":[],"teams":[{{Names(10_000)}}],"reason":"r"}""", HttpStatusCode.BadRequest, "list_too_long", "teams" },
            { "[]", HttpStatusCode.BadRequest, "not_an_object", null },
            { "not JSON", HttpStatusCode.BadRequest, "json_malformed", null },
        };

    [Theory, MemberData(nameof(Wrong))]
    public async Task What_is_no_list_is_refused_and_says_why(string body, HttpStatusCode status, string code, string? field)
    {
        var child = await api.Manager.Register();
        using var refused = await api.Manager.PutJson($"/v1/children/{child}/restriction", body);
        await refused.Problem(status, code, field);
        // In the same words whether or not there is such a child.
        using var unknown = await api.Manager.PutJson($"/v1/children/{Guid.NewGuid()}/restriction", body);
        Assert.Equal((await refused.Problem(status)).ToJsonString(), (await unknown.Problem(status)).ToJsonString());
        Assert.False((bool)(await api.Manager.Get($"/v1/children/{child}/restriction"))["restricted"]!);
    }

    [Fact]
    public async Task A_name_given_twice_stands_once_and_two_hundred_fit()
    {
        var child = await api.Manager.Register();
        using var answer = await api.Manager.PutJson(
            $"/v1/children/{child}/restriction",
            $$"""{"people":["anna","anna"],"teams":[{{Names(200)}}],"reason":"{{Reason}}"}"""
        );
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("access_restricted", (string?)(await answer.Json())["entries"]![0]!["type"]);
        var restriction = await Somebody("auditor", "anna").Get($"/v1/children/{child}/restriction");
        Assert.Equal((1, 200), (restriction["people"]!.AsArray().Count, restriction["teams"]!.AsArray().Count));
    }

    private static string Names(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $"\"name {i}\""));

    private static string List(string people) => $$"""{"people":{{people}},"teams":[],"reason":"{{Reason}}"}""";

    private HttpClient Somebody(string role, string subject, params string[] teams) =>
        api.WithToken(api.Token([role], [ApiHost.Cardiff], teams, subject: subject));

    /// <summary>In lookup and list alike.</summary>
    private static async Task Sees(Guid child, bool sees, HttpClient client)
    {
        using var response = await client.GetAsync($"/v1/children/{child}");
        Assert.Equal(sees ? HttpStatusCode.OK : HttpStatusCode.NotFound, response.StatusCode);
        var list = sees && (bool)(await response.Json())["registered"]! ? 1 : 0;
        var rows = (await client.Get("/v1/children?limit=1000"))["items"]!.AsArray();
        Assert.Equal(list, rows.Count(row => row!["childId"]!.GetValue<Guid>() == child));
    }
}
