using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.MainJob;

/// <summary>
/// One child's record in the hands of a caseworker who reads before writing: every write sends the version of the last answer as
/// If-Match, so a test that goes through here also shows that nobody needs to guess.
/// </summary>
internal sealed partial class ChildRecord
{
    private readonly HttpClient caseworker;
    private readonly HttpClient reader;
    private string etag;

    private ChildRecord(HttpClient caseworker, HttpClient reader, JsonObject registered)
    {
        (this.caseworker, this.reader) = (caseworker, reader);
        Id = registered["childId"]!.GetValue<Guid>();
        etag = $"\"{registered["version"]}\"";
        Answers.Add(registered);
    }

    public Guid Id { get; }

    /// <summary>Of every accepted write, in order.</summary>
    public List<JsonObject> Answers { get; } = [];

    public static async Task<ChildRecord> Register(ApiHost host, string? body = null)
    {
        var client = host.Caseworker;
        using var response = await client.PostJson("/v1/children", body ?? Registration(), ifMatch: null);
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        return new ChildRecord(client, host.Auditor, await response.Json());
    }

    /// <summary>A child in the state that an event needs before it, and what fills the ids into the texts of its sample.</summary>
    public static async Task<(ChildRecord Child, Func<string, string> Fill)> In(ApiHost host, Before before)
    {
        var child = await ChildRecord.Register(host);
        if (before == Before.Registered)
        {
            return (child, text => text);
        }
        await child.Record(
            """{"type":"care_started","effectiveOn":"2021-06-02","legalStatus":"interim_care_order","categoryOfNeed":"abuse_or_neglect"}"""
        );
        if (before == Before.InCare)
        {
            return (child, text => text);
        }

        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in new[] { "{referral}", "{offer}", "{placement}", "{absence}" })
        {
            ids[name] = Guid.NewGuid().ToString();
        }
        string Fill(string text) => ids.Aggregate(text, (filled, id) => filled.Replace(id.Key, id.Value, StringComparison.Ordinal));
        var answer = await child.Record(
            Fill("""{"type":"referral_made","effectiveOn":"2021-05-20","referralId":"{referral}","urgency":"today"}"""),
            Fill(
                """{"type":"offer_received","effectiveOn":"2021-05-25","referralId":"{referral}","offerId":"{offer}","provider":{"name":"Own"}}"""
            ),
            Fill(
                """
                {"type":"placement_started","effectiveOn":"2021-06-02","placementId":"{placement}","kind":"foster_care","sector":"own_council",
                 "hostAuthority":"W06000015","referralId":"{referral}"}
                """
            ),
            Fill("""{"type":"absence_started","effectiveOn":"2021-07-01","absenceId":"{absence}","kind":"hospital"}""")
        );
        ids["{entry}"] = answer.EntryId(3);
        return (child, Fill);
    }

    public static string Registration(string dateOfBirth = "2012-05-14", string authority = ApiHost.Cardiff) =>
        $$"""
            {"effectiveOn":"2021-05-10","responsibleAuthority":"{{authority}}","dateOfBirth":"{{dateOfBirth}}","sex":"female",
             "name":{"given":"Seren","family":"Example"},"identifiers":[{"scheme":"case_number","value":"C-1001"}]}
            """;

    /// <summary>Writes, which must be accepted, and gives the answer.</summary>
    /// <param name="path">Below the child.</param>
    public async Task<JsonObject> Post(string path, string json)
    {
        using var response = await caseworker.PostJson($"/v1/children/{Id}/{path}", json, etag);
        Assert.True(response.StatusCode == HttpStatusCode.Created, $"{path}: {await response.Content.ReadAsStringAsync()}");
        var answer = await response.Json();
        etag = response.Headers.ETag!.Tag;
        Assert.Equal($"\"{answer["version"]}\"", etag);
        Answers.Add(answer);
        return answer;
    }

    public Task<JsonObject> Record(params string[] entries) => Post("entries", $$"""{"entries":[{{string.Join(',', entries)}}]}""");

    /// <summary>Writes, which a rule must refuse, and gives the problem.</summary>
    public async Task<JsonObject> Refused(string path, string json, HttpStatusCode status = HttpStatusCode.UnprocessableEntity)
    {
        using var response = await caseworker.PostJson($"/v1/children/{Id}/{path}", json, etag);
        Assert.True(response.StatusCode == status, $"{path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await response.Json();
    }

    public Task<JsonObject> Read(string path = "", string? asAt = null, string? asKnownAt = null)
    {
        var query = new List<string>();
        if (asAt is not null)
        {
            query.Add($"asAt={asAt}");
        }
        if (asKnownAt is not null)
        {
            query.Add($"asKnownAt={Uri.EscapeDataString(asKnownAt)}");
        }
        return Get($"{path}?{string.Join('&', query)}");
    }

    public Task<JsonObject> Journey(string? asAt = null, string? asKnownAt = null) => Read("/journey", asAt, asKnownAt);

    public Task<JsonObject> Changes(string? from, string? to) =>
        Get(
            "/changes?"
                + (from is null ? "" : $"knownFrom={Uri.EscapeDataString(from)}&")
                + (to is null ? "" : $"knownTo={Uri.EscapeDataString(to)}")
        );

    public async Task<JsonArray> Entries() => (await Get("/entries?limit=1000"))["items"]!.AsArray();

    /// <summary>What a journey says, whoever's it is: ids by the order in which they appear, and without the clocks and the version.</summary>
    public static string Normal(JsonObject journey)
    {
        var said = journey.DeepClone().AsObject();
        foreach (var member in new[] { "childId", "version", "asAt", "asKnownAt" })
        {
            said.Remove(member);
        }
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        return Id_()
            .Replace(
                said.ToJsonString(),
                id =>
                {
                    ids.TryAdd(id.Value, ids.Count + 1);
                    return $"id-{ids[id.Value]}";
                }
            );
    }

    private Task<JsonObject> Get(string path) => reader.Get($"/v1/children/{Id}{path}");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.None, 1_000)]
    private static partial Regex Id_();
}

internal static class AnswerReading
{
    /// <summary>When the write of this answer was recorded.</summary>
    public static string RecordedAt(this JsonObject answer) => (string)answer["entries"]![0]!["recordedAt"]!;

    /// <summary>Id of one of its entries.</summary>
    public static string EntryId(this JsonObject answer, int place = 0) => (string)answer["entries"]![place]!["entryId"]!;

    public static string? Text(this JsonNode? node, string member) => node?[member]?.ToString();

    /// <summary>Members of list items, one text an item: <c>journey.List("placements", "startedOn", "endedHow")</c>.</summary>
    public static string[] List(this JsonNode node, string list, params string[] members) =>
        [.. node[list]!.AsArray().Select(item => string.Join(' ', members.Select(member => item![member]?.ToString() ?? "-")))];
}
