using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Contract;

/// <summary>Bodies that are no JSON object at all, or not the kind that was asked for.</summary>
public sealed class MalformedJsonTests(ContractHost host) : IClassFixture<ContractHost>
{
    private readonly ApiHost api = host.Api;

    /// <summary>The three readers of bodies: a registration, a list of entries, one fact.</summary>
    public static TheoryData<string> Addresses =>
        ["/v1/children", $"/v1/children/{Guid.NewGuid()}/entries", $"/v1/children/{Guid.NewGuid()}/care-starts"];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task What_is_not_well_formed_is_refused_with_its_place_and_without_its_text(string path)
    {
        string[] malformed =
        [
            "",
            " ",
            "{",
            "}",
            "{]",
            "Seren",
            "'Seren'",
            """{"effectiveOn" "Seren"}""",
            """{"effectiveOn":Seren}""",
            """{"effectiveOn":"2021-06-01",}""",
            """{"effectiveOn":"2021-06-01"} {}""",
            """{"effectiveOn":"2021-06-01"} Seren""",
            """{"effectiveOn":"2021-06-01" /* Seren */}""",
            "// Seren\n{}",
            """{effectiveOn:"2021-06-01"}""",
            """{"effectiveOn":'2021-06-01'}""",
            """{"effectiveOn":NaN}""",
            """{"effectiveOn":01}""",
            """{"effectiveOn":"Seren""",
            "{\"effectiveOn\":\"line\nbreak Seren\"}",
            "{\"effectiveOn\":\"\u0000Seren\"}",
            """{"effectiveOn":"\x"}""",
            """{"effectiveOn":"\u12"}""",
            "\u0000",
            "<xml>Seren</xml>",
        ];
        foreach (var body in malformed)
        {
            using var response = await api.Caseworker.PostJson(path, body);
            var problem = await response.Problem(HttpStatusCode.BadRequest);
            // Where a body is wrong in two ways the first is told: a member that this route does not have, say.
            Assert.Contains((string?)problem["errors"]![0]!["code"], new[] { "json_malformed", "member_unknown", "member_missing" });
            Assert.DoesNotContain("Seren", (string)problem["detail"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_right_but_for_its_form_is_malformed()
    {
        var right = Given.Registration();
        string[] malformed =
        [
            "",
            "{",
            right + "}",
            right + " {}",
            right + "x",
            right[..^1],
            right[..^1] + ",}",
            "// x\n" + right,
            "/**/" + right,
        ];
        foreach (var body in malformed)
        {
            using var response = await api.Caseworker.PostJson("/v1/children", body, ifMatch: null);
            await response.Problem(HttpStatusCode.BadRequest, "json_malformed");
        }
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task What_is_no_object_is_refused(string path)
    {
        foreach (var body in new[] { "null", "true", "17", "\"text\"", "[]", "[{}]", "[[[]]]" })
        {
            using var response = await api.Caseworker.PostJson(path, body);
            await response.Problem(HttpStatusCode.BadRequest, "not_an_object");
        }
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Deep_nesting_is_refused_by_name(string path)
    {
        foreach (var (open, close) in new[] { ("[", "]"), ("{\"a\":", "}") })
        {
            var deep = string.Concat(Enumerable.Repeat(open, 10_000)) + "1" + string.Concat(Enumerable.Repeat(close, 10_000));
            foreach (var body in new[] { deep, $$"""{"type":{{deep}}}""", $$"""{"entries":{{deep}}}""", $$"""{"note":{{deep}}}""" })
            {
                using var response = await api.Caseworker.PostJson(path, body);
                await response.Problem(HttpStatusCode.BadRequest);
            }
        }
        using var inner = await api.Caseworker.PostJson(path, $$"""{"a":{{new string('[', 40)}}{{new string(']', 40)}}}""");
        Assert.Contains(
            (string?)(await inner.Problem(HttpStatusCode.BadRequest))["errors"]![0]!["code"],
            new[] { "json_too_deep", "member_unknown" }
        );
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Only_JSON_is_taken_and_said_so(string path)
    {
        foreach (
            var type in new[] { "text/plain", "application/xml", "application/x-www-form-urlencoded", "application/jsonp", "json", null }
        )
        {
            using var response = await Post(path, Encoding.UTF8.GetBytes("{}"), type);
            await response.Problem(HttpStatusCode.UnsupportedMediaType, "not_json");
        }
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("APPLICATION/JSON")]
    [InlineData("application/vnd.council+json")]
    public async Task Every_way_to_say_JSON_is_taken(string type)
    {
        using var response = await Post("/v1/children", Encoding.UTF8.GetBytes(Given.Registration()), type);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Fact]
    public async Task A_byte_order_mark_is_taken()
    {
        byte[] body = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Given.Registration())];
        using var response = await Post("/v1/children", body, "application/json");
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Bytes_that_are_not_UTF8_are_refused(string path)
    {
        byte[][] bodies =
        [
            Encoding.Latin1.GetBytes("""{"source":"é"}"""),
            Encoding.Unicode.GetBytes("""{"source":"x"}"""),
            Encoding.UTF32.GetBytes("""{"source":"é"}"""),
            [.. "{\"source\":\""u8, 0xC0, 0x80, .. "\"}"u8],
            [.. "{\"source\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8],
            [0xFF, 0xFE],
        ];
        foreach (var body in bodies)
        {
            using var response = await Post(path, body, "application/json");
            var code = (string?)(await response.Problem(HttpStatusCode.BadRequest))["errors"]![0]!["code"];
            // UTF-16 of plain Latin letters happens to be valid UTF-8, with NULs between them.
            Assert.Contains(code, new[] { "not_utf8", "json_malformed" });
        }
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Five_megabytes_are_too_large(string path)
    {
        var body = new byte[5_000_000];
        Array.Fill(body, (byte)' ');
        using var measured = await Post(path, body, "application/json");
        await measured.Problem(HttpStatusCode.RequestEntityTooLarge, "body_too_large");

        using var unmeasured = await Post(path, body, "application/json", chunked: true);
        await unmeasured.Problem(HttpStatusCode.RequestEntityTooLarge, "body_too_large");
    }

    [Fact]
    public async Task Almost_a_megabyte_is_not_too_large()
    {
        using var response = await api.Caseworker.PostJson("/v1/children", Given.Registration() + new string(' ', 900_000), ifMatch: null);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    private async Task<HttpResponseMessage> Post(string path, byte[] body, string? type, bool chunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        if (type is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }
        request.Headers.IfMatch.Add(EntityTagHeaderValue.Any);
        request.Headers.TransferEncodingChunked = chunked;
        return await api.Caseworker.SendAsync(request);
    }
}
