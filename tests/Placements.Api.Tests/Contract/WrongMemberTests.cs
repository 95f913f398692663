using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Contract;

/// <summary>Bodies with a member that is unknown, missing, doubled or of a wrong kind: 400, and the member is named.</summary>
public sealed class WrongMemberTests(ContractHost host) : IClassFixture<ContractHost>
{
    private const string Secret = "Blodeuwedd";

    private readonly ApiHost api = host.Api;

    [Theory]
    [InlineData(""","nickname":"Blodeuwedd" """, "nickname")]
    [InlineData(""","Name":{"given":"Blodeuwedd","family":"x"}""", "Name")]
    [InlineData(""","name":{"given":"a","family":"b","middle":"Blodeuwedd"}""", "name.middle")]
    [InlineData(
        ""","identifiers":[{"scheme":"upn","value":"1"},{"scheme":"upn","value":"2","note":"Blodeuwedd"}]""",
        "identifiers[1].note"
    )]
    [InlineData(""","type":"child_registered" """, "type")]
    [InlineData(""","childId":"8d1c1a0e-6a53-4a3c-9d0c-0a1b2c3d4e5f" """, "childId")]
    [InlineData(""","$type":"Blodeuwedd" """, "$type")]
    [InlineData(""","it's":1""", "it's")]
    [InlineData(""","":1""", null)]
    public Task An_unknown_member_of_a_registration(string more, string? field) =>
        Refused("/v1/children", Given.Registration(more), "member_unknown", field);

    [Theory]
    [InlineData("""{"entries":[],"reason":"Blodeuwedd"}""", "reason")]
    [InlineData(
        """{"entries":[{"type":"care_started","effectiveOn":"2021-06-02","legalStatus":"care_order","categoryOfNeed":"low_income","x":1}]}""",
        "entries[0].x"
    )]
    [InlineData(
        """
            {"entries":[{"type":"placement_moved","effectiveOn":"2021-06-02","fromPlacementId":"8d1c1a0e-6a53-4a3c-9d0c-0a1b2c3d4e5f",
             "reason":"care_plan","planned":true,"to":{"kind":"foster_care","sector":"own_council","provider":{"name":"a","phone":"Blodeuwedd"}}}]}
            """,
        "entries[0].to.provider.phone"
    )]
    [InlineData(
        """
            {"entries":[{"type":"entry_corrected","entryId":"8d1c1a0e-6a53-4a3c-9d0c-0a1b2c3d4e5f","reason":"x",
             "facts":{"type":"care_ended","effectiveOn":"2021-06-02","reason":"died","why":"Blodeuwedd"}}]}
            """,
        "entries[0].facts.why"
    )]
    public Task An_unknown_member_of_an_entry(string body, string field) => Refused(EntriesOfSomebody, body, "member_unknown", field);

    [Theory]
    [InlineData(""" "sex":"Blodeuwedd" """, "sex")]
    [InlineData(""" "sex":"Female" """, "sex")]
    [InlineData(""" "sex":"" """, "sex")]
    [InlineData(""" "sex":0 """, "sex")]
    [InlineData(""" "sex":"0" """, "sex")]
    [InlineData(""" "sex":"female, male" """, "sex")]
    [InlineData(""" "sex":["female"] """, "sex")]
    [InlineData(""" "sex":null """, "sex")]
    [InlineData(""" "sex":"\ud800" """, "sex")]
    [InlineData(""" "ethnicity":"wbri" """, "ethnicity")]
    [InlineData(""" "disabilities":["none at all"] """, "disabilities[0]")]
    [InlineData(""" "disabilities":[null] """, "disabilities[0]")]
    public async Task A_value_outside_its_code_list_is_told_what_the_list_holds(string member, string field)
    {
        var problem = await Refused("/v1/children", WithMember(member), "value_refused", field);
        if (field == "sex")
        {
            Assert.Contains("female, male, unknown", (string?)problem["detail"], StringComparison.Ordinal);
        }
    }

    [Theory]
    // text
    [InlineData(""" "homePostcode":17 """, "value_refused", "homePostcode")]
    [InlineData(""" "homePostcode":true """, "value_refused", "homePostcode")]
    [InlineData(""" "homePostcode":["Blodeuwedd"] """, "value_refused", "homePostcode")]
    [InlineData(""" "homePostcode":{"a":"Blodeuwedd"} """, "value_refused", "homePostcode")]
    [InlineData(""" "responsibleAuthority":null """, "value_null", "responsibleAuthority")]
    // a date
    [InlineData(""" "dateOfBirth":20120514 """, "value_wrong", "dateOfBirth")]
    [InlineData(""" "dateOfBirth":true """, "value_wrong", "dateOfBirth")]
    [InlineData(""" "dateOfBirth":{} """, "value_wrong", "dateOfBirth")]
    [InlineData(""" "dateOfBirth":"Blodeuwedd" """, "value_wrong", "dateOfBirth")]
    [InlineData(""" "effectiveOn":null """, "value_wrong", "effectiveOn")]
    // true or false
    [InlineData(""" "unaccompaniedAsylumSeeking":"true" """, "value_wrong", "unaccompaniedAsylumSeeking")]
    [InlineData(""" "unaccompaniedAsylumSeeking":1 """, "value_wrong", "unaccompaniedAsylumSeeking")]
    [InlineData(""" "unaccompaniedAsylumSeeking":null """, "value_wrong", "unaccompaniedAsylumSeeking")]
    // a list
    [InlineData(""" "identifiers":{} """, "value_wrong", "identifiers")]
    [InlineData(""" "identifiers":"Blodeuwedd" """, "value_wrong", "identifiers")]
    [InlineData(""" "identifiers":null """, "value_null", "identifiers")]
    [InlineData(""" "identifiers":[null] """, "value_refused", "identifiers")]
    [InlineData(""" "identifiers":["Blodeuwedd"] """, "value_wrong", "identifiers[0]")]
    [InlineData(""" "identifiers":[[]] """, "value_wrong", "identifiers[0]")]
    // an object
    [InlineData(""" "name":"Blodeuwedd" """, "value_wrong", "name")]
    [InlineData(""" "name":[] """, "value_wrong", "name")]
    [InlineData(""" "name":{"given":null,"family":"x"} """, "value_null", "name.given")]
    public Task A_value_of_a_wrong_kind_in_a_registration(string member, string code, string field) =>
        Refused("/v1/children", WithMember(member), code, field);

    [Theory]
    // an id
    [InlineData("""{"type":"placement_ended","effectiveOn":"2021-06-02","placementId":"Blodeuwedd"}""", "value_wrong", "placementId")]
    [InlineData("""{"type":"placement_ended","effectiveOn":"2021-06-02","placementId":17}""", "value_wrong", "placementId")]
    [InlineData("""{"type":"placement_ended","effectiveOn":"2021-06-02","placementId":null}""", "value_wrong", "placementId")]
    [InlineData("""{"type":"placement_ended","effectiveOn":"2021-06-02","placementId":""}""", "value_wrong", "placementId")]
    // a number
    [InlineData(
        """{"type":"referral_made","effectiveOn":"2021-06-02","urgency":"@","siblingsToPlaceTogether":"2"}""",
        "value_wrong",
        "siblingsToPlaceTogether"
    )]
    [InlineData(
        """{"type":"referral_made","effectiveOn":"2021-06-02","urgency":"@","siblingsToPlaceTogether":1.5}""",
        "value_wrong",
        "siblingsToPlaceTogether"
    )]
    [InlineData(
        """{"type":"referral_made","effectiveOn":"2021-06-02","urgency":"@","siblingsToPlaceTogether":99999999999}""",
        "value_wrong",
        "siblingsToPlaceTogether"
    )]
    [InlineData(
        """{"type":"referral_made","effectiveOn":"2021-06-02","urgency":"@","siblingsToPlaceTogether":1e400}""",
        "value_wrong",
        "siblingsToPlaceTogether"
    )]
    [InlineData(
        """{"type":"referral_made","effectiveOn":"2021-06-02","urgency":"@","siblingsToPlaceTogether":true}""",
        "value_wrong",
        "siblingsToPlaceTogether"
    )]
    [InlineData(
        """{"type":"placement_started","effectiveOn":"2021-06-02","kind":"foster_care","sector":"parent","weeklyCost":99999999999999999999}""",
        "value_wrong",
        "weeklyCost"
    )]
    [InlineData(
        """{"type":"placement_started","effectiveOn":"2021-06-02","kind":"foster_care","sector":"parent","weeklyCost":"£450"}""",
        "value_wrong",
        "weeklyCost"
    )]
    // a time
    [InlineData("""{"type":"absence_started","effectiveOn":"2021-06-02","kind":"missing","time":"25:00"}""", "value_wrong", "time")]
    [InlineData(
        """{"type":"absence_started","effectiveOn":"2021-06-02","kind":"missing","time":"half past nine"}""",
        "value_wrong",
        "time"
    )]
    // an entry
    [InlineData("null", "value_refused", "")]
    [InlineData("17", "value_wrong", "")]
    [InlineData("\"care_started\"", "value_wrong", "")]
    [InlineData("[]", "value_wrong", "")]
    [InlineData("{}", "type_missing", "type")]
    [InlineData("""{"effectiveOn":"2021-06-02"}""", "type_missing", "type")]
    [InlineData("""{"type":null}""", "type_unknown", "type")]
    [InlineData("""{"type":17}""", "type_unknown", "type")]
    [InlineData("""{"type":""}""", "type_unknown", "type")]
    [InlineData("""{"type":"Blodeuwedd"}""", "type_unknown", "type")]
    [InlineData("""{"type":"CareStarted"}""", "type_unknown", "type")]
    [InlineData(
        """{"type":"entry_corrected","entryId":"8d1c1a0e-6a53-4a3c-9d0c-0a1b2c3d4e5f","reason":"x","facts":{}}""",
        "type_missing",
        "facts.type"
    )]
    [InlineData(
        """{"type":"entry_corrected","entryId":"8d1c1a0e-6a53-4a3c-9d0c-0a1b2c3d4e5f","reason":"x","facts":null}""",
        "value_null",
        "facts"
    )]
    public async Task A_value_of_a_wrong_kind_in_an_entry(string entry, string code, string field)
    {
        entry = entry.Replace("\"@\"", "\"today\"", StringComparison.Ordinal);
        var first = field.Length == 0 ? "entries[0]" : $"entries[0].{field}";
        // Of a list with a null in it, the list itself is named.
        first = entry == "null" ? "entries" : first;
        await Refused(EntriesOfSomebody, $$"""{"entries":[{{entry}}]}""", code, first);
    }

    [Fact]
    public async Task All_missing_members_are_named()
    {
        await Missing("/v1/children", "{}", "effectiveOn", "responsibleAuthority", "sex");
        await Missing("/v1/children", WithMember(""" "name":{} """), "name.given", "name.family");
        await Missing(EntriesOfSomebody, "{}", "entries");
        await Missing($"/v1/children/{Guid.NewGuid()}/care-starts", "{}", "effectiveOn", "legalStatus", "categoryOfNeed");
        await Missing($"/v1/children/{Guid.NewGuid()}/placements", "{}", "effectiveOn", "kind", "sector");
        await Missing($"/v1/children/{Guid.NewGuid()}/placements/{Guid.NewGuid()}/moves", """{"to":{}}""", "to.kind", "to.sector");
        await Missing(
            EntriesOfSomebody,
            """{"entries":[{"type":"placement_moved"}]}""",
            "entries[0].effectiveOn",
            "entries[0].fromPlacementId",
            "entries[0].planned",
            "entries[0].reason",
            "entries[0].to"
        );
    }

    [Theory]
    [InlineData("""{"effectiveOn":"2021-06-02","effectiveOn":"2021-06-03","legalStatus":"care_order","categoryOfNeed":"low_income"}""")]
    [InlineData(
        """{"effectiveOn":"2021-06-02","effective\u004fn":"2021-06-03","legalStatus":"care_order","categoryOfNeed":"low_income"}"""
    )]
    public async Task A_member_given_twice_is_refused_and_never_silently_chosen_from(string fact)
    {
        await Refused($"/v1/children/{Guid.NewGuid()}/care-starts", fact, "member_doubled", null);
        var entry = $$"""{"type":"care_started",{{fact[1..]}}""";
        await Refused(EntriesOfSomebody, $$"""{"entries":[{{entry}}]}""", "member_doubled", null);
        await Refused(EntriesOfSomebody, """{"entries":[],"entries":[]}""", "member_doubled", null);
        await Refused("/v1/children", WithMember(""" "name":{"given":"a","given":"b","family":"c"} """), "member_doubled", null);
    }

    [Fact]
    public async Task A_member_that_contradicts_the_path_is_refused()
    {
        var path = $"/v1/children/{Guid.NewGuid()}/placements/{Guid.NewGuid()}/ends";
        await Refused(
            path,
            $$"""{"effectiveOn":"2021-06-02","placementId":"{{Guid.NewGuid()}}"}""",
            "member_contradicts_path",
            "placementId"
        );
        await Refused(path, """{"type":"care_ended","effectiveOn":"2021-06-02"}""", "member_contradicts_path", "type");
        await Refused(path, """{"type":null,"effectiveOn":"2021-06-02"}""", "member_contradicts_path", "type");
        await Refused(path, """{"effectiveOn":"2021-06-02","placementId":{"a":1}}""", "member_contradicts_path", "placementId");
    }

    [Fact]
    public async Task None_or_too_many_entries_in_one_call_are_refused()
    {
        await Refused(EntriesOfSomebody, """{"entries":[]}""", "entries_count", "entries");
        var many = string.Join(
            ',',
            Enumerable.Repeat("""{"type":"entry_voided","entryId":"8d1c1a0e-6a53-4a3c-9d0c-0a1b2c3d4e5f","reason":"x"}""", 10_000)
        );
        await Refused(EntriesOfSomebody, $$"""{"entries":[{{many}}]}""", "entries_count", "entries");
    }

    [Fact]
    public async Task A_child_is_registered_by_its_own_route_only()
    {
        var entry = Given.Registration().Replace("{", """{"type":"child_registered",""", StringComparison.Ordinal);
        await Refused(EntriesOfSomebody, $$"""{"entries":[{{entry}}]}""", "child_registered_here", "entries");
    }

    [Fact]
    public async Task A_long_or_strange_name_of_a_member_is_not_told_again_at_length()
    {
        using var response = await api.Caseworker.PostJson("/v1/children", $$"""{"{{new string('n', 100_000)}}":1}""", ifMatch: null);
        var problem = await response.Problem(HttpStatusCode.BadRequest, "member_unknown");
        Assert.True(problem.ToJsonString().Length < 1_000);
        await Refused("/v1/children", """{"line\nbreak":1}""", "member_unknown", null);
        await Refused("/v1/children", """{"\ud800":1}""", "value_refused", null);
        await Refused($"/v1/children/{Guid.NewGuid()}/care-starts", """{"\ud800":1}""", "value_refused", null);
        await Refused($"/v1/children/{Guid.NewGuid()}/care-starts", """{"type\u0000":1}""", "member_unknown", null);
    }

    private static string EntriesOfSomebody => $"/v1/children/{Guid.NewGuid()}/entries";

    /// <summary>A registration in which one member is replaced or added.</summary>
    private static string WithMember(string member)
    {
        var name = JsonNode.Parse($$"""{{{member.Replace("\\ud800", "", StringComparison.Ordinal)}}}""")!.AsObject().First().Key;
        var rest = JsonNode.Parse(Given.Registration())!.AsObject();
        rest.Remove(name);
        return $$"""{{{string.Join(',', rest.Select(one => $"{JsonSerializer.Serialize(one.Key)}:{one.Value!.ToJsonString()}"))}},{{member}}}""";
    }

    private async Task<JsonObject> Refused(string path, string body, string code, string? field)
    {
        using var response = await api.Caseworker.PostJson(path, body);
        var problem = await response.Problem(HttpStatusCode.BadRequest, code, field);
        Assert.All(
            problem["errors"]!.AsArray(),
            error => Assert.DoesNotContain(Secret, (string)error!["message"]!, StringComparison.Ordinal)
        );
        return problem;
    }

    private async Task Missing(string path, string body, params string[] fields)
    {
        using var response = await api.Caseworker.PostJson(path, body);
        var problem = await response.Problem(HttpStatusCode.BadRequest, "member_missing");
        var named = problem["errors"]!.AsArray().Select(error => (string)error!["field"]!);
        Assert.Equal(fields.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }
}
