using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.MainJob;
using Placements.Tests.Api.Surface;

namespace Placements.Tests.Api.Hostile;

/// <summary>SQL, formulas and markup in every text of every event: kept as the text that it is, shown as such, and run by nobody.</summary>
public sealed partial class TextInjectionTests(ContractHost host) : IClassFixture<ContractHost>
{
    private readonly ApiHost api = host.Api;

    public static TheoryData<string> Payloads =>
        [
            "'; drop table placements.mt_events; --",
            "=HYPERLINK(\"http://elsewhere.example\",\"more\")",
            "@SUM(1+1)*cmd|' /C calc'!A0",
            "<img src=x onerror=alert(1)>",
            "$1 \\' %s {0}",
        ];

    [Theory, MemberData(nameof(Payloads))]
    public async Task Every_text_of_every_event_comes_back_as_it_was_sent(string payload)
    {
        var (recorded, wrong) = (0, new List<string>());
        using var manager = api.Manager;
        foreach (var type in EventSample.Recorded)
        {
            var sample = EventSample.Of(type.Name);
            var (record, fill) = await ChildRecord.In(api, sample.Before);
            var child = record.Id;
            var facts = MarkedFacts.Of(type.Class, JsonNode.Parse(fill(sample.Entry(type.Name, sample.Facts)))!.AsObject());
            foreach (var one in OneByOne(facts, payload))
            {
                using var answer = await manager.PostJson($"/v1/children/{child}/entries", $$"""{"entries":[{{one}}]}""", "\"1000\"");
                if (answer.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.PreconditionFailed))
                {
                    wrong.Add($"{type.Name}: {(int)answer.StatusCode} to {one}");
                }
            }
            var (hostile, texts) = Hostile(facts, payload);
            using var response = await manager.PostJson($"/v1/children/{child}/entries", $$"""{"entries":[{{hostile.ToJsonString()}}]}""");
            var said = await response.Content.ReadAsStringAsync();
            if ((int)response.StatusCode is not (201 or 400 or 422))
            {
                wrong.Add($"{type.Name}: {(int)response.StatusCode} {said}");
            }
            if (!response.IsSuccessStatusCode || texts == 0)
            {
                continue;
            }
            recorded++;
            var entry = (await api.Auditor.Get($"/v1/children/{child}/entries"))["items"]!.AsArray()[^1]!["facts"]!;
            if (Count(entry, payload) != texts)
            {
                wrong.Add($"{type.Name}: {texts} sent, and back came {entry.ToJsonString()}");
            }
            await NothingRuns(child, wrong);
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(recorded > 12, $"Only {recorded} kinds of event were recorded with it.");
    }

    private async Task NothingRuns(Guid child, List<string> wrong)
    {
        foreach (var path in new[] { $"/v1/children/{child}/entries", "/v1/children", "/v1/current-placements" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Accept.ParseAdd("text/csv");
            using var response = await api.Auditor.SendAsync(request);
            if (CellThatRuns().IsMatch(await response.Content.ReadAsStringAsync()))
            {
                wrong.Add($"{path} as CSV has a cell that a spreadsheet runs.");
            }
        }
        using var page = new HttpRequestMessage(HttpMethod.Get, $"/v1/children/{child}/subject-access");
        page.Headers.Accept.ParseAdd("text/html");
        using var html = await api.Auditor.SendAsync(page);
        if ((await html.Content.ReadAsStringAsync()).Contains("<img", StringComparison.OrdinalIgnoreCase))
        {
            wrong.Add("The subject access page has markup of somebody's.");
        }
    }

    /// <summary>The payload in each text that is typed freely; an address must look like one, so it stays.</summary>
    private static (JsonNode Facts, int Texts) Hostile(JsonNode facts, string payload)
    {
        var hostile = JsonNode.Parse(MarkedText().Replace(facts.ToJsonString(), _ => JsonSerializer.Serialize(payload)))!;
        return (hostile, Count(hostile, payload));
    }

    /// <summary>The same facts with the payload in one of their texts: codes, ids, days and names of organisations too.</summary>
    private static IEnumerable<string> OneByOne(JsonNode facts, string payload)
    {
        var whole = facts.ToJsonString();
        return AnyText()
            .Matches(whole)
            .Select(text =>
                $"{whole[..text.Groups[1].Index]}{JsonSerializer.Serialize(payload)}{whole[(text.Groups[1].Index + text.Groups[1].Length)..]}"
            );
    }

    private static int Count(JsonNode? node, string text) =>
        node switch
        {
            JsonObject members => members.Sum(member => Count(member.Value, text)),
            JsonArray items => items.Sum(item => Count(item, text)),
            JsonValue value => value.TryGetValue<string>(out var said) && said == text ? 1 : 0,
            _ => 0,
        };

    [GeneratedRegex($"\"{MarkedFacts.Word}[^\"]*\"", RegexOptions.None, 5_000)]
    private static partial Regex MarkedText();

    [GeneratedRegex(""":("[^"]*")""", RegexOptions.None, 5_000)]
    private static partial Regex AnyText();

    [GeneratedRegex("""(^|,)"?[=@]""", RegexOptions.Multiline, 5_000)]
    private static partial Regex CellThatRuns();
}
