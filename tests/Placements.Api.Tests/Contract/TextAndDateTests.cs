using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Contract;

/// <summary>Text that a record must not hold, dates that no child has, and the strange things that are fine.</summary>
public sealed class TextAndDateTests(ContractHost host) : IClassFixture<ContractHost>
{
    private readonly ApiHost api = host.Api;

    [Theory]
    // NUL, control characters
    [InlineData("a\\u0000b")]
    [InlineData("a\\u0007b")]
    [InlineData("a\\u001b[31mb")]
    [InlineData("a\\u007fb")]
    [InlineData("a\\u009bb")]
    // a name that reads as another one: overrides and isolates of direction
    [InlineData("a\\u202eb")]
    [InlineData("a\\u2066b")]
    // half a character, and what is no character
    [InlineData("a\\ud800b")]
    [InlineData("a\\udc00")]
    [InlineData("\\ud83d")]
    [InlineData("a\\uffffb")]
    // nothing at all
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\\t\\n\\r")]
    [InlineData("\\u00a0\\u2003\\u3000")]
    [InlineData("\\u200b\\u200d\\ufeff")]
    public async Task Harmful_or_blank_text_is_refused_wherever_it_stands(string text)
    {
        await Refused("/v1/children", Given.Registration($$""","name":{"given":"{{text}}","family":"x"}"""), "name.given");
        await Refused(
            "/v1/children",
            Given.Registration($$""","identifiers":[{"scheme":"upn","value":"{{text}}"}]"""),
            "identifiers[0].value"
        );
        var child = Guid.NewGuid();
        await Refused($"/v1/children/{child}/details", $$"""{"effectiveOn":"2021-07-01","source":"{{text}}"}""", "source");
        await Refused(
            $"/v1/children/{child}/entries",
            $$"""{"entries":[{"type":"entry_voided","entryId":"{{child}}","reason":"{{text}}"}]}""",
            "entries[0].reason"
        );
    }

    [Fact]
    public async Task Four_thousand_characters_are_taken_and_one_more_is_not()
    {
        var child = await api.Caseworker.RegisterChild();
        var path = $"/v1/children/{child}/details";
        using var taken = await api.Caseworker.PostJson(path, $$"""{"effectiveOn":"2021-07-01","source":"{{new string('x', 4_000)}}"}""");
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        await Refused(path, $$"""{"effectiveOn":"2021-07-01","source":"{{new string('x', 4_001)}}"}""", "source");
    }

    [Theory]
    [InlineData("Siân Gwenllïan Ŵ")]
    [InlineData("李小龍")]
    [InlineData("عائشة")]
    [InlineData("O'Brien-Müller; drop table x --")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("🙂👨‍👩‍👧")]
    [InlineData("\\\"quoted\\\" back\\\\slash")]
    [InlineData("%00 {0} ${x}")]
    public async Task Every_other_text_comes_back_as_it_was_sent(string text)
    {
        var child = await api.Caseworker.Register($$""","name":{"given":"{{text}}","family":"{{text}}"}""");
        var read = await api.Auditor.Get($"/v1/children/{child}");
        Assert.Equal(JsonSerializer.Deserialize<string>($"\"{text}\""), (string?)read["details"]!["name"]!["given"]);
    }

    [Theory]
    [InlineData("Ser\\nen", "name_malformed")]
    [InlineData("Ser\\ten", "name_malformed")]
    [InlineData("Ser\\u200ben", "name_malformed")]
    [InlineData("S\\u0435ren", "name_mixes_alphabets")]
    [InlineData("\\uff33eren", "name_mixes_alphabets")]
    public async Task A_name_that_is_not_what_it_seems_is_refused_by_a_rule_and_not_repeated(string text, string code)
    {
        using var response = await api.Caseworker.PostJson(
            "/v1/children",
            Given.Registration($$""","name":{"given":"{{text}}","family":"Example"}"""),
            ifMatch: null
        );
        await response.Problem(HttpStatusCode.UnprocessableEntity, code);
        Assert.DoesNotContain("Example", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Free_text_keeps_its_lines()
    {
        var child = await api.Caseworker.RegisterChild();
        await api.Caseworker.Record(
            child,
            """{"type":"child_details_changed","effectiveOn":"2021-07-01","source":"line\nbreak\ttab","sex":"male"}"""
        );
        var entries = await api.Auditor.Get($"/v1/children/{child}/entries");
        Assert.Equal("line\nbreak\ttab", (string?)entries["items"]![1]!["facts"]!["source"]);
    }

    [Theory]
    [InlineData("2021-02-30")]
    [InlineData("2021-13-01")]
    [InlineData("2021-00-10")]
    [InlineData("1/4/22")]
    [InlineData("01-06-2021")]
    [InlineData("2021-6-1")]
    [InlineData("20210601")]
    [InlineData("2021-06-01T00:00:00Z")]
    [InlineData("2021-06-01 ")]
    [InlineData("0000-01-01")]
    [InlineData("10000-01-01")]
    [InlineData("-2021-06-01")]
    [InlineData("")]
    public async Task What_is_no_date_is_refused(string date)
    {
        using var response = await api.Caseworker.PostJson(
            $"/v1/children/{Guid.NewGuid()}/care-starts",
            $$"""{"effectiveOn":"{{date}}","legalStatus":"care_order","categoryOfNeed":"low_income"}"""
        );
        var problem = await response.Problem(HttpStatusCode.BadRequest, "value_wrong", "effectiveOn");
        Assert.Equal("The value must be a date, written yyyy-MM-dd.", (string?)problem["detail"]);
    }

    [Theory]
    [InlineData("0001-01-01", "date_before_1991")]
    [InlineData("1991-10-13", "date_before_1991")]
    [InlineData("2012-05-13", "date_before_birth")]
    [InlineData("2100-01-01", "date_in_future")]
    [InlineData("9999-12-31", "date_in_future")]
    public async Task A_date_that_this_child_cannot_have_is_refused_by_a_rule(string date, string code)
    {
        var (child, placement) = await api.Caseworker.ChildInPlacement();
        string[] entries =
        [
            $$"""{"type":"care_started","effectiveOn":"{{date}}","legalStatus":"care_order","categoryOfNeed":"low_income"}""",
            $$"""{"type":"placement_ended","effectiveOn":"{{date}}","placementId":"{{placement}}"}""",
            $$"""{"type":"care_ended","effectiveOn":"{{date}}","reason":"returned_home"}""",
            $$"""{"type":"absence_started","effectiveOn":"{{date}}","kind":"hospital"}""",
        ];
        foreach (var entry in entries)
        {
            using var response = await api.Caseworker.PostJson($"/v1/children/{child}/entries", $$"""{"entries":[{{entry}}]}""");
            var problem = await response.Problem(HttpStatusCode.UnprocessableEntity);
            Assert.Contains(code, problem["errors"]!.AsArray().Select(error => (string?)error!["code"]));
        }
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("2021-06-02")]
    public async Task A_date_of_birth_that_cannot_be_is_refused(string date)
    {
        using var response = await api.Caseworker.PostJson(
            "/v1/children",
            Given.Registration().Replace("2012-05-14", date, StringComparison.Ordinal),
            ifMatch: null
        );
        await response.Problem(HttpStatusCode.UnprocessableEntity, "date_of_birth_implausible");
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public async Task No_date_makes_the_host_fall_over_where_no_rule_speaks_of_it(string date)
    {
        using var response = await api.Caseworker.PostJson(
            "/v1/children",
            Given.Registration($$""","expectedDateOfBirth":"{{date}}" """),
            ifMatch: null
        );
        Assert.True((int)response.StatusCode < 500, await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("21:30")]
    [InlineData("21:30:15")]
    public async Task A_time_may_be_written_with_or_without_seconds(string time)
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        using var response = await api.Caseworker.PostJson(
            $"/v1/children/{child}/absences",
            $$"""{"effectiveOn":"2021-07-01","kind":"missing","time":"{{time}}"}"""
        );
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    private async Task Refused(string path, string body, string field)
    {
        using var response = await api.Caseworker.PostJson(path, body);
        await response.Problem(HttpStatusCode.BadRequest, "value_refused", field);
    }
}
