using System.Net;
using System.Text.Json.Nodes;
using Placements.Application.Json;
using Placements.Application.Keys;
using Placements.Application.Recording;
using Placements.Domain.Journey.Events;
using Placements.EventStore;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.Storage;

namespace Placements.Tests.Api.Access;

/// <summary>Everything held about one child, in one readable file.</summary>
public sealed class SubjectAccessTests(ContractHost host) : IClassFixture<ContractHost>
{
    private readonly ApiHost api = host.Api;

    [Fact]
    public async Task It_holds_the_journey_and_every_entry_with_corrections_and_voids_and_who_recorded_them()
    {
        var (child, placement) = (await api.Caseworker.RegisterChild(), Guid.NewGuid());
        var recorded = await api.Caseworker.Record(child, Given.CareStarted, Given.PlacementStarted(placement));
        await Amend(
            child,
            recorded,
            0,
            "correction",
            """{"reason":"the order was read wrongly","facts":{"type":"care_started","effectiveOn":"2021-06-03","legalStatus":"care_order","categoryOfNeed":"low_income"}}"""
        );
        await Amend(child, recorded, 1, "void", """{"reason":"entered for a brother"}""");

        var file = await api.Auditor.Get($"/v1/children/{child}/subject-access");

        Assert.Equal(
            ("Cardiff", $"{child}", "Test auditor"),
            ((string?)file["authority"], (string?)file["childId"], (string?)file["madeBy"])
        );
        var entries = Section(file, "entries");
        Assert.Equal(
            ["child_registered", "care_started", "placement_started", "entry_corrected", "entry_voided"],
            entries.Select(entry => (string?)entry!["type"]!["value"])
        );
        Assert.Equal("Became looked after: Interim care order", (string?)entries[1]!["type"]!["label"]);
        Assert.Equal("interim_care_order", (string?)entries[1]!["legalStatus"]!["value"]);
        Assert.Equal("Interim care order", (string?)entries[1]!["legalStatus"]!["label"]);
        Assert.Equal(("the order was read wrongly", "may_mention_others"), Marked(entries[3]!["reason"]));
        Assert.Equal((2, 3), ((int)entries[3]!["corrects"]!, (int)entries[4]!["takesBack"]!));
        Assert.Equal("Care order", (string?)entries[3]!["facts"]!["legalStatus"]!["label"]);
        Assert.Equal("entered for a brother", (string?)entries[4]!["reason"]!["value"]);
        Assert.All(entries, entry => Assert.Equal("about_a_third_party", (string?)entry!["recordedBy"]!["redact"]));
        Assert.All(entries, entry => Assert.NotNull(entry!["recordedAt"]));
        var period = Assert.Single(Section(file, "periods_of_care"))!;
        Assert.Equal(("2021-06-03", "Low income"), ((string?)period["startedOn"], (string?)period["categoryOfNeed"]!["label"]));
        Assert.Empty(Section(file, "placements"));
        Assert.Equal("Made a copy of everything held about the child", (string?)Section(file, "access_log")[0]!["what"]);
        var details = Assert.Single(Section(file, "details"))!["facts"]!;
        Assert.Equal("Seren", (string?)details["name"]!["given"]);
        Assert.Equal("Cardiff", (string?)details["responsibleAuthority"]!["label"]);
    }

    [Fact]
    public async Task What_may_be_about_somebody_else_is_marked_wherever_it_stands()
    {
        var child = await api.Caseworker.Register(""","siblingGroup":"S-1","homePostcode":"CF10 1AA" """);
        await api.Caseworker.Record(
            child,
            Given.CareStarted,
            """
            {"type":"placement_started","effectiveOn":"2021-06-02","placementId":"0197a000-0000-7000-8000-000000000001","kind":"foster_care",
             "sector":"for_profit","provider":{"id":"P-9","name":"Fostering Ltd"},"carer":"CARER-KEY","hostAuthority":"W06000022",
             "postcode":"NP20 4UR","weeklyCost":123450}
            """,
            """{"type":"absence_started","effectiveOn":"2021-07-01","kind":"hospital","note":"with her aunt Mair"}"""
        );

        var file = await api.Manager.Get($"/v1/children/{child}/subject-access");

        var facts = Section(file, "placements")[0]!["facts"]!;
        Assert.Equal(("CARER-KEY", "about_a_third_party"), Marked(facts["carer"]));
        Assert.Equal(("NP20 4UR", "about_a_third_party"), Marked(facts["postcode"]));
        Assert.Equal(("Fostering Ltd", "may_mention_others"), Marked(facts["provider"]!["name"]));
        Assert.Equal("Newport", (string?)facts["hostAuthority"]!["label"]);
        Assert.Equal(123450, (long?)facts["weeklyCost"]);
        Assert.Equal(("S-1", "about_a_third_party"), Marked(Section(file, "details")[0]!["facts"]!["siblingGroup"]));
        Assert.Equal("CF10 1AA", (string?)Section(file, "details")[0]!["facts"]!["homePostcode"]);
        Assert.Equal(("with her aunt Mair", "may_mention_others"), Marked(Section(file, "entries")[3]!["note"]));
        // The same in every form and place: nowhere does one of these stand bare.
        foreach (var text in new[] { "CARER-KEY", "NP20 4UR", "with her aunt Mair", "S-1", "Test caseworker" })
        {
            Assert.DoesNotContain(Bare(file), bare => bare.Contains(text, StringComparison.Ordinal));
        }
        var (_, html) = await Html(child);
        Assert.Contains("<mark>CARER-KEY <span>(about a third party)</span></mark>", html, StringComparison.Ordinal);
        Assert.Contains("<mark>with her aunt Mair <span>(may mention others)</span></mark>", html, StringComparison.Ordinal);
        Assert.Contains("Newport (W06000022)", html, StringComparison.Ordinal);
        Assert.Contains("£1,234.50", html, StringComparison.Ordinal);
        Assert.Contains("2 June 2021", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_stands_alone_and_shows_a_hostile_name_as_text()
    {
        var child = await api.Caseworker.Register(
            ""","name":{"given":"<script>alert(1)</script>","family":"\"><img src=x onerror=alert(2)>&amp;"},"homeAddress":"'</style><b>" """
        );
        var (response, html) = await Html(child, "<b>for the family</b>");

        HtmlChecks.StandsAlone(response, html);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("&quot;&gt;&lt;img src=x onerror=alert(2)&gt;&amp;amp;", html, StringComparison.Ordinal);
        Assert.Contains("Made for: &lt;b&gt;for the family&lt;/b&gt;", html, StringComparison.Ordinal);
        Assert.Equal($"attachment; filename=\"subject-access-{child}.html\"", response.Content.Headers.ContentDisposition?.ToString());
        Assert.DoesNotContain("<dd></dd>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_is_saved_under_a_name_without_the_childs_and_kept_by_no_cache()
    {
        var child = await api.Caseworker.RegisterChild();
        using var response = await api.Auditor.GetAsync($"/v1/children/{child}/subject-access");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"attachment; filename=\"subject-access-{child}.json\"", response.Content.Headers.ContentDisposition?.ToString());
        Assert.Equal("no-store", $"{response.Headers.CacheControl}");
        var marks = (await response.Json())["marks"]!.AsObject();
        Assert.Equal(["about_a_third_party", "may_mention_others"], marks.Select(mark => mark.Key));
    }

    [Fact]
    public async Task A_registration_that_was_taken_back_leaves_its_entries()
    {
        using var registered = await api.Caseworker.PostJson("/v1/children", Given.Registration(), ifMatch: null);
        var answer = await registered.Json();
        var child = answer["childId"]!.GetValue<Guid>();
        await Amend(child, answer, 0, "void", """{"reason":"registered twice"}""");

        var file = await api.Auditor.Get($"/v1/children/{child}/subject-access");

        Assert.Empty(Section(file, "details"));
        Assert.Equal(2, Section(file, "entries").Count);
        var (response, html) = await Html(child);
        HtmlChecks.StandsAlone(response, html);
        Assert.Contains("The registration was taken back", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unborn_child_without_a_name_or_placement_has_a_file_too()
    {
        using var registered = await api.Caseworker.PostJson(
            "/v1/children",
            $$"""{"effectiveOn":"{{DateTime.UtcNow:yyyy-MM-dd}}","responsibleAuthority":"W06000015","expectedDateOfBirth":"{{DateTime.UtcNow.AddMonths(3):yyyy-MM-dd}}","sex":"unknown"}""",
            ifMatch: null
        );
        Assert.True(registered.IsSuccessStatusCode, await registered.Content.ReadAsStringAsync());
        var child = (await registered.Json())["childId"]!.GetValue<Guid>();

        var file = await api.Auditor.Get($"/v1/children/{child}/subject-access");

        Assert.Single(Section(file, "details"));
        Assert.Empty(Section(file, "placements"));
        var (response, html) = await Html(child);
        HtmlChecks.StandsAlone(response, html);
        Assert.Contains("Expected date of birth", html, StringComparison.Ordinal);
        Assert.Contains("Nothing is recorded.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_kept_of_a_return_are_told_column_by_column_and_none_of_their_cells_is_lost()
    {
        var child = await api.Caseworker.RegisterChild();
        await api.Caseworker.Record(
            child,
            """
            {"type":"ssda903_rows_kept","effectiveOn":"2024-03-31","year":2024,"rows":[
              {"table":"sw_episodes","values":["SW-7","01/06/2023","01/09/2023","FCONTA"]},{"table":"oc3","values":["far","too","many","cells"]}]}
            """
        );

        var rows = Section(await api.Auditor.Get($"/v1/children/{child}/subject-access"), "entries")[1]!["rows"]!.AsArray();

        Assert.Equal(("SW-7", "about_a_third_party"), Marked(rows[0]!["SW_ID"]));
        Assert.Equal("01/06/2023", (string?)rows[0]!["SW_DECOM"]);
        Assert.Equal(["far", "too", "many", "cells"], rows[1]!["values"]!.AsArray().Select(cell => (string?)cell!["value"]));
    }

    [Fact]
    public async Task Every_kind_of_event_is_told_in_words()
    {
        var child = Guid.CreateVersion7();
        using var key = ChildKey.Of(ApiHost.Cardiff, child, TestKeys.Master);
        NewEvent[] events =
        [
            .. EventCatalogue
                .All.OrderBy(type => type.Name != "child_registered")
                .Select(type =>
                    StoredFacts.ToStore(Guid.CreateVersion7(), TestKeys.PlainShapes.Read(type.Name, StoredSamples.Bytes(type.Name)), key)
                ),
        ];
        await new StreamStore(api.Database).Append(
            new AppendRequest(ApiHost.Cardiff, child, Recorder.StreamType, 0, events),
            [
                StreamKeys.Keep(ApiHost.Cardiff, child, key.ToKeep!),
                new(
                    $"""
                    insert into read_models.access (tenant_id, child_id, item, valid, known, opened_to, opened_until)
                    values ('{ApiHost.Cardiff}', '{child}', 'access', '(,)', tstzrange(placements.recorded_at(), null), '{'{'}{'}'}', '{'{'}{'}'}')
                    """
                ),
            ]
        );

        var file = await api.Auditor.Get($"/v1/children/{child}/subject-access");

        Assert.Equal(
            EventCatalogue.All.Select(type => type.Name),
            Section(file, "entries").Select(entry => (string)entry!["type"]!["value"]!).Order(StringComparer.Ordinal)
        );
        Assert.All(Section(file, "entries"), entry => Assert.NotEmpty((string)entry!["type"]!["label"]!));
        var (response, html) = await Html(child);
        HtmlChecks.StandsAlone(response, html);
    }

    [Fact]
    public async Task It_is_for_supervisors_of_the_authority_alone_and_takes_no_parameter()
    {
        var child = await api.Caseworker.RegisterChild();
        foreach (var role in new[] { "caseworker", "reporting", "administrator" })
        {
            using var refused = await api.As(role).GetAsync($"/v1/children/{child}/subject-access");
            await refused.Problem(HttpStatusCode.Forbidden, "not_allowed");
        }
        using var elsewhere = await api.As("manager", ApiHost.Newport).GetAsync($"/v1/children/{child}/subject-access");
        await elsewhere.Problem(HttpStatusCode.NotFound, "child_not_found");
        using var unknown = await api.Auditor.GetAsync($"/v1/children/{Guid.NewGuid()}/subject-access");
        await unknown.Problem(HttpStatusCode.NotFound, "child_not_found");
        using var parameter = await api.Auditor.GetAsync($"/v1/children/{child}/subject-access?asAt=2021-01-01");
        await parameter.Problem(HttpStatusCode.BadRequest, "parameter_unknown", "asAt");
    }

    private async Task Amend(Guid child, JsonObject recorded, int place, string how, string body)
    {
        var entry = recorded["entries"]![place]!["entryId"]!.GetValue<Guid>();
        using var response = await api.Caseworker.PostJson($"/v1/children/{child}/entries/{entry}/{how}", body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task<(HttpResponseMessage Response, string Html)> Html(Guid child, string? purpose = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/children/{child}/subject-access");
        request.Headers.Accept.ParseAdd("text/html");
        if (purpose is not null)
        {
            request.Headers.Add("Purpose", purpose);
        }
        var response = await api.Auditor.SendAsync(request);
        var html = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, html);
        return (response, html);
    }

    private static JsonArray Section(JsonObject file, string name) =>
        file["sections"]!.AsArray().Single(section => (string?)section!["name"] == name)!["items"]!.AsArray();

    private static (string?, string?) Marked(JsonNode? value) => ((string?)value!["value"], (string?)value["redact"]);

    /// <summary>Every text that stands without a mark.</summary>
    private static IEnumerable<string> Bare(JsonNode? node) =>
        node switch
        {
            JsonObject marked when marked.ContainsKey("redact") => [],
            JsonObject members => members.SelectMany(member => Bare(member.Value)),
            JsonArray items => items.SelectMany(Bare),
            JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String => [(string)value!],
            _ => [],
        };
}
