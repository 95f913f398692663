using System.Net;
using System.Text.Json.Nodes;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Contract;

/// <summary>Rules of the field over HTTP: 422 with the rule's code, and the entries that it is about.</summary>
public sealed class RuleTests(ContractHost host) : IClassFixture<ContractHost>
{
    private readonly ApiHost api = host.Api;

    [Fact]
    public async Task A_placement_that_overlaps_another_is_refused_and_names_it()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        var body = await Refused(child, "placement_overlaps", "entries[0]", Given.PlacementStarted(Guid.NewGuid(), "2021-08-01"));
        Assert.Contains(await EntryId(child, "placement_started"), Named(body));
        Assert.Equal(3, (int?)(await api.Auditor.Get($"/v1/children/{child}"))["version"]);
    }

    [Fact]
    public async Task On_the_route_of_one_fact_the_field_points_into_that_fact()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        using var response = await api.Caseworker.PostJson(
            $"/v1/children/{child}/placements",
            """{"effectiveOn":"2021-08-01","kind":"foster_care","sector":"own_council"}"""
        );
        var body = await response.Problem(HttpStatusCode.UnprocessableEntity, "placement_overlaps");
        Assert.Null(body["errors"]![0]!["field"]);
    }

    [Fact]
    public async Task A_late_fact_that_contradicts_a_later_one_is_refused_with_the_entry_to_correct_and_taken_with_its_correction()
    {
        var (child, first) = await api.Caseworker.ChildInPlacement();
        var (second, third) = (Guid.NewGuid(), Guid.NewGuid());
        await api.Caseworker.Record(child, Move(first, second, "2021-10-01"));
        var moveId = await EntryId(child, "placement_moved");

        // Only now we learn that the child had left the first home in August, for a third one.
        var late = Move(first, third, "2021-08-15");
        var refused = await Refused(child, "move_from_placement_left", null, late);
        Assert.Contains(moveId, Named(refused));

        var correction = $$"""
            {"type":"entry_corrected","entryId":"{{moveId}}","reason":"The child came from the third home",
             "facts":{{Move(third, null, "2021-10-01")}} }
            """;
        await api.Caseworker.Record(child, late, correction);

        var placements = (await api.Auditor.Get($"/v1/children/{child}/journey"))["placements"]!.AsArray();
        Assert.Equal([$"{first}", $"{third}", $"{second}"], placements.Select(placement => (string)placement!["placementId"]!));
        Assert.Equal(["2021-08-15", "2021-10-01", null], placements.Select(placement => (string?)placement!["endedOn"]));
    }

    [Fact]
    public async Task A_move_from_a_placement_that_has_ended_is_refused()
    {
        var (child, placement) = await api.Caseworker.ChildInPlacement();
        await api.Caseworker.Record(child, $$"""{"type":"placement_ended","effectiveOn":"2021-08-01","placementId":"{{placement}}"}""");
        var endId = await EntryId(child, "placement_ended");
        using var response = await api.Caseworker.PostJson(
            $"/v1/children/{child}/placements/{placement}/moves",
            """{"effectiveOn":"2021-09-01","reason":"care_plan","planned":true,"to":{"kind":"foster_care","sector":"own_council"}}"""
        );
        Assert.Contains(endId, Named(await response.Problem(HttpStatusCode.UnprocessableEntity, "move_from_placement_left")));
    }

    [Fact]
    public async Task Care_that_ends_before_it_began_is_refused()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        await api.Caseworker.Record(child, """{"type":"care_ended","effectiveOn":"2021-12-01","reason":"returned_home"}""");
        var endId = await EntryId(child, "care_ended");
        var correction = $$"""
            {"type":"entry_corrected","entryId":"{{endId}}","reason":"typed wrongly",
             "facts":{"type":"care_ended","effectiveOn":"2021-06-01","reason":"returned_home"} }
            """;
        using var response = await api.Caseworker.PostJson($"/v1/children/{child}/entries", $$"""{"entries":[{{correction}}]}""");
        var codes = (await response.Problem(HttpStatusCode.UnprocessableEntity))["errors"]!
            .AsArray()
            .Select(error => (string?)error!["code"]);
        Assert.Contains(codes, code => code is "care_ended_before_it_began" or "no_care_to_end");
    }

    [Fact]
    public async Task An_entry_may_be_corrected_again_but_its_correction_may_not()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        var careId = await EntryId(child, "care_started");
        await api.Caseworker.Record(child, Corrected(careId, "2021-06-03"));
        var correctionId = await EntryId(child, "entry_corrected");

        await Refused(child, "entry_is_a_correction", "entries[0].entryId", Corrected(correctionId, "2021-06-04"));
        await Refused(child, "entry_is_a_correction", "entries[0].entryId", Voided(correctionId));

        await api.Caseworker.Record(child, Corrected(careId, "2021-06-01"));
        var entry = (await api.Auditor.Get($"/v1/children/{child}/entries"))["items"]!.AsArray().Single(item => IdOf(item!) == careId)!;
        Assert.Equal("2021-06-02", (string?)entry["effectiveOn"]);
        Assert.Equal(2, entry["corrections"]!.AsArray().Count);
        var journey = await api.Auditor.Get($"/v1/children/{child}/journey");
        Assert.Equal("2021-06-01", (string?)journey["periodsOfCare"]![0]!["startedOn"]);
    }

    [Fact]
    public async Task A_void_is_final()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        await api.Caseworker.Record(child, Given.StatusChanged);
        var statusId = await EntryId(child, "legal_status_changed");
        await api.Caseworker.Record(child, Voided(statusId));
        var voidId = await EntryId(child, "entry_voided");

        await Refused(child, "entry_is_a_void", "entries[0].entryId", Voided(voidId));
        await Refused(child, "entry_voided_already", "entries[0].entryId", Voided(statusId));
        await Refused(child, "entry_voided_already", "entries[0].entryId", Corrected(statusId, "2021-06-04"));
        await Refused(child, "entry_unknown", "entries[0].entryId", Voided(Guid.NewGuid()));
        using var one = await api.Caseworker.PostJson($"/v1/children/{child}/entries/{voidId}/void", """{"reason":"again"}""");
        await one.Problem(HttpStatusCode.UnprocessableEntity, "entry_is_a_void", "entryId");
    }

    [Fact]
    public async Task The_entry_of_another_child_cannot_be_corrected_here()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        var (other, _) = await api.Caseworker.ChildInPlacement();
        await Refused(child, "entry_unknown", "entries[0].entryId", Voided(await EntryId(other, "care_started")));
    }

    [Theory]
    [InlineData(ApiHost.Newport)]
    [InlineData("E06000051")]
    public async Task A_child_of_another_authority_cannot_be_registered(string authority)
    {
        using var response = await api.Caseworker.PostJson("/v1/children", Given.Registration(authority: authority), ifMatch: null);
        await response.Problem(HttpStatusCode.Forbidden, "not_allowed");
    }

    [Theory]
    [InlineData("W06000099")]
    [InlineData("Cardiff")]
    [InlineData("w06000015")]
    [InlineData("E0600005")]
    public async Task What_is_no_authority_at_all_is_named_as_such(string authority)
    {
        using var response = await api.Caseworker.PostJson("/v1/children", Given.Registration(authority: authority), ifMatch: null);
        await response.Problem(HttpStatusCode.UnprocessableEntity, "authority_unknown", "responsibleAuthority");
    }

    [Fact]
    public async Task The_responsible_authority_is_not_changed_by_a_correction()
    {
        var child = await api.Caseworker.RegisterChild();
        var registration = await EntryId(child, "child_registered");
        foreach (var authority in new[] { ApiHost.Newport, "Cardiff" })
        {
            var facts = Given.Registration(authority: authority).Replace("{", """{"type":"child_registered",""", StringComparison.Ordinal);
            using var response = await api.Caseworker.PostJson(
                $"/v1/children/{child}/entries/{registration}/correction",
                $$"""{"reason":"the wrong council","facts":{{facts}}}"""
            );
            var errors = (await response.Problem(HttpStatusCode.UnprocessableEntity))["errors"]!.AsArray();
            Assert.Contains("responsible_authority_fixed", errors.Select(error => (string?)error!["code"]));
        }
    }

    [Fact]
    public async Task All_or_none_of_a_call_is_recorded()
    {
        var child = await api.Caseworker.RegisterChild();
        // The two placements of the call contradict each other; which of them is named first is not promised.
        await Refused(
            child,
            "placement_overlaps",
            null,
            Given.CareStarted,
            Given.PlacementStarted(Guid.NewGuid()),
            Given.PlacementStarted(Guid.NewGuid(), "2021-08-01")
        );
        Assert.Equal(1, (int?)(await api.Auditor.Get($"/v1/children/{child}"))["version"]);
    }

    private static string Move(Guid from, Guid? to, string on)
    {
        var id = to is null ? "" : $"\"placementId\":\"{to}\",";
        return $$"""
            {"type":"placement_moved","effectiveOn":"{{on}}","fromPlacementId":"{{from}}","reason":"care_plan","planned":true,
             "to":{ {{id}}"kind":"foster_care","sector":"own_council"} }
            """;
    }

    private static string Corrected(Guid entryId, string careStartedOn) =>
        $$"""
            {"type":"entry_corrected","entryId":"{{entryId}}","reason":"typed wrongly",
             "facts":{"type":"care_started","effectiveOn":"{{careStartedOn}}","legalStatus":"care_order","categoryOfNeed":"low_income"} }
            """;

    private static string Voided(Guid entryId) => $$"""{"type":"entry_voided","entryId":"{{entryId}}","reason":"never happened"}""";

    private static Guid IdOf(JsonNode entry) => entry["entryId"]!.GetValue<Guid>();

    private static IEnumerable<Guid> Named(JsonObject problem) =>
        problem["errors"]!.AsArray().SelectMany(error => error!["entryIds"]?.AsArray() ?? []).Select(id => id!.GetValue<Guid>());

    private async Task<Guid> EntryId(Guid child, string type) =>
        IdOf((await api.Auditor.Get($"/v1/children/{child}/entries"))["items"]!.AsArray().Last(item => (string?)item!["type"] == type)!);

    private async Task<JsonObject> Refused(Guid child, string code, string? field, params string[] entries)
    {
        using var response = await api.Caseworker.PostJson(
            $"/v1/children/{child}/entries",
            $$"""{"entries":[{{string.Join(',', entries)}}]}"""
        );
        return await response.Problem(HttpStatusCode.UnprocessableEntity, code, field);
    }
}
