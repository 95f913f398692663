using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Placements.Tests.Api.Contract;

/// <summary>What is true of every error answer, asked each time one is expected.</summary>
internal static partial class Problems
{
    private static readonly string[] Members = ["type", "title", "status", "detail", "errors"];

    /// <summary>Reads the answer and checks its form (RFC 9457 and ours).</summary>
    public static async Task<JsonObject> Problem(this HttpResponseMessage response, HttpStatusCode status)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"Expected {(int)status}, got {(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotMatch(StackTrace(), text);

        var body = JsonNode.Parse(text)!.AsObject();
        Assert.All(Members, member => Assert.True(body.ContainsKey(member), $"No member {member} in {text}"));
        Assert.Equal((int)status, (int?)body["status"]);
        Assert.StartsWith("urn:placements:problem:", (string?)body["type"], StringComparison.Ordinal);
        Assert.NotEmpty((string)body["title"]!);
        var errors = body["errors"]!.AsArray();
        Assert.NotEmpty(errors);
        Assert.Equal((string?)errors[0]!["message"], (string?)body["detail"]);
        foreach (var error in errors)
        {
            Assert.Matches(StableCode(), (string?)error!["code"]);
            Assert.True(error.AsObject().ContainsKey("field"), text);
            Assert.Matches(Sentence(), (string?)error["message"]);
        }
        return body;
    }

    /// <summary>A problem whose first error has this code and, unless null, concerns this member.</summary>
    public static async Task<JsonObject> Problem(
        this HttpResponseMessage response,
        HttpStatusCode status,
        string code,
        string? field = null
    )
    {
        var body = await response.Problem(status);
        var first = body["errors"]![0]!;
        Assert.True((string?)first["code"] == code && (field is null || (string?)first["field"] == field), body.ToJsonString());
        return body;
    }

    [GeneratedRegex(
        @"\bat [A-Z]\w+\.\w+|\bSystem\.|\bPlacements\.[A-Z]|Exception|Npgsql|\.cs\b|LineNumber|BytePosition",
        RegexOptions.None,
        1_000
    )]
    private static partial Regex StackTrace();

    [GeneratedRegex("^[a-z0-9]+(_[a-z0-9]+)*$", RegexOptions.None, 1_000)]
    private static partial Regex StableCode();

    [GeneratedRegex(@"^[\p{Lu}\d][\s\S]+[.?]$", RegexOptions.None, 1_000)]
    private static partial Regex Sentence();
}
