using System.Net;
using System.Net.Sockets;
using System.Text;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Contract;

/// <summary>ETag and If-Match: nobody's entry is overlooked.</summary>
public sealed class ConcurrencyTests(ContractHost host) : IClassFixture<ContractHost>
{
    private static readonly string Change = $$"""{"entries":[{{Given.StatusChanged}}]}""";

    private readonly ApiHost api = host.Api;

    [Fact]
    public async Task Every_answer_about_a_child_carries_the_version_as_ETag()
    {
        using var registered = await api.Caseworker.PostJson("/v1/children", Given.Registration(), ifMatch: null);
        Assert.Equal("\"1\"", registered.Headers.ETag?.ToString());
        var child = (string)(await registered.Json())["childId"]!;
        Assert.Equal($"/v1/children/{child}", registered.Headers.Location?.ToString());

        var recorded = await api.Caseworker.Record(Guid.Parse(child), Given.CareStarted, Given.PlacementStarted(Guid.NewGuid()));
        Assert.Equal(3, (int?)recorded["version"]);

        foreach (var route in Route.UnderV1(api).Where(route => route is { IsOfOneChild: true, Method: "GET" }))
        {
            using var read = await route.Call(api.Auditor, child);
            Assert.Equal(HttpStatusCode.OK, read.StatusCode);
            Assert.Equal("\"3\"", read.Headers.ETag?.ToString());
        }

        using var notCounted = await api.Auditor.GetAsync($"/v1/children/{child}/stability?asAt=2020-01-01");
        await notCounted.Problem(HttpStatusCode.NotFound, "not_counted");
        Assert.Equal("\"3\"", notCounted.Headers.ETag?.ToString());
    }

    [Fact]
    public async Task Every_write_to_a_child_needs_a_version()
    {
        var child = await api.Caseworker.RegisterChild();
        // Who breaks the glass cannot know the version of what is behind it.
        var writes = Route
            .UnderV1(api)
            .Where(route => route.IsOfOneChild && route.Method != "GET" && !route.Path.EndsWith("/break-glass", StringComparison.Ordinal));
        foreach (var route in writes)
        {
            using var response =
                route.Method == "PUT"
                    ? await api.Manager.PutJson(route.For($"{child}"), route.Body!, ifMatch: null)
                    : await api.Manager.PostJson(route.For($"{child}"), route.Body!, ifMatch: null);
            await response.Problem(HttpStatusCode.PreconditionRequired, "if_match_missing", "If-Match");
        }
    }

    [Fact]
    public async Task A_stale_version_is_told_what_was_recorded_since()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        using var current = await api.Caseworker.PostJson($"/v1/children/{child}/entries", Change, "\"3\"");
        Assert.Equal(HttpStatusCode.Created, current.StatusCode);
        Assert.Equal("\"4\"", current.Headers.ETag?.ToString());

        using var stale = await api.Manager.PostJson($"/v1/children/{child}/entries", Change, "\"2\"");

        var body = await stale.Problem(HttpStatusCode.PreconditionFailed, "stale_version", "If-Match");
        Assert.Equal("\"4\"", stale.Headers.ETag?.ToString());
        Assert.Equal(4, (int?)body["version"]);
        var since = body["entriesSince"]!.AsArray();
        Assert.Equal(["placement_started", "legal_status_changed"], since.Select(entry => (string?)entry!["type"]));
        Assert.Equal([3, 4], since.Select(entry => (int)entry!["version"]!));
        Assert.Equal(
            ["entryId", "type", "effectiveOn", "version", "recordedAt", "recordedBy"],
            since[0]!.AsObject().Select(member => member.Key)
        );
        var all = (await api.Auditor.Get($"/v1/children/{child}/entries"))["items"]!.AsArray();
        Assert.Equal(4, all.Count);
        Assert.Equal((string?)all[3]!["entryId"], (string?)since[1]!["entryId"]);
    }

    [Theory]
    [InlineData("*")]
    [InlineData(" * ")]
    [InlineData("\"3\"")]
    [InlineData("\"2\", \"3\"")]
    [InlineData("\"3\",\"another-form\"")]
    [InlineData(",\"3\",")]
    [InlineData("W/\"1\", \"3\"")]
    public async Task What_holds_the_current_version_is_taken(string ifMatch)
    {
        Assert.Equal(HttpStatusCode.Created, (await Send(ifMatch)).Status);
    }

    [Theory]
    [InlineData("\"2\"")]
    [InlineData("\"4\"")]
    [InlineData("\"0\"")]
    [InlineData("\"-3\"")]
    [InlineData("\"03\"")]
    [InlineData("\" 3\"")]
    [InlineData("\"3.0\"")]
    [InlineData("\"abc\"")]
    [InlineData("\"\"")]
    [InlineData("\"99999999999999999999\"")]
    [InlineData("\"٣\"")]
    // Weak tags never match a write (RFC 9110, 13.1.1).
    [InlineData("W/\"3\"")]
    public async Task A_tag_that_is_not_the_current_version_is_stale(string ifMatch)
    {
        Assert.Equal((HttpStatusCode.PreconditionFailed, "stale_version"), await Send(ifMatch));
    }

    [Theory]
    [InlineData("3")]
    [InlineData("\"3")]
    [InlineData("3\"")]
    [InlineData("\"")]
    [InlineData("W/")]
    [InlineData("W/3")]
    [InlineData("w/\"3\"")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(",")]
    [InlineData("\"3\";\"4\"")]
    [InlineData("\"3\"4\"")]
    // RFC 9110 has * alone or a list of tags, not both.
    [InlineData("*, \"3\"")]
    [InlineData("**")]
    [InlineData("null")]
    public async Task What_is_no_tag_is_malformed(string ifMatch)
    {
        Assert.Equal((HttpStatusCode.BadRequest, "if_match_malformed"), await Send(ifMatch));
    }

    [Fact]
    public async Task Ten_thousand_characters_are_no_more_than_a_wrong_tag()
    {
        Assert.Equal((HttpStatusCode.BadRequest, "if_match_malformed"), await Send(new string('3', 10_000)));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "stale_version"), await Send($"\"{new string('3', 10_000)}\""));
        Assert.Equal(
            (HttpStatusCode.Created, ""),
            await Send(string.Join(',', Enumerable.Range(3, 1_000).Select(version => $"\"{version}\"")))
        );
    }

    [Fact]
    public async Task Two_headers_are_one_list()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        Assert.StartsWith("HTTP/1.1 201", await Raw(child, "If-Match: \"1\"\r\nIf-Match: \"3\""u8.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_get_an_answer_and_record_nothing()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        foreach (byte strange in new byte[] { 0x00, 0x01, 0x7F, 0x80, 0xC3, 0xFF })
        {
            // Kestrel answers what is not HTTP itself; what is passes on to a malformed tag.
            var answer = await Raw(child, [.. "If-Match: \""u8, strange, strange, .. "\""u8]);
            Assert.Matches("^HTTP/1.1 (400|412) ", answer);
        }
        Assert.Equal(3, (int?)(await api.Auditor.Get($"/v1/children/{child}"))["version"]);
    }

    [Fact]
    public async Task Of_sixteen_writers_who_saw_the_same_version_one_records()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => api.Caseworker.PostJson($"/v1/children/{child}/entries", Change, "\"3\""))
        );

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        foreach (var late in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
        {
            await late.Problem(HttpStatusCode.PreconditionFailed, "stale_version");
        }
        Assert.Equal(4, (int?)(await api.Auditor.Get($"/v1/children/{child}"))["version"]);
    }

    [Fact]
    public async Task Of_eight_writers_who_take_any_version_all_record_one_after_another()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(day =>
                    api.Caseworker.PostJson(
                        $"/v1/children/{child}/legal-statuses",
                        $$"""{"effectiveOn":"2021-09-0{{day + 1}}","legalStatus":"{{(day % 2 == 0 ? "care_order" : "voluntary")}}"}"""
                    )
                )
        );
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Equal(8, answers.Select(answer => answer.Headers.ETag?.ToString()).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(11, (int?)(await api.Auditor.Get($"/v1/children/{child}"))["version"]);
    }

    /// <summary>A write to a child at version 3.</summary>
    private async Task<(HttpStatusCode Status, string Code)> Send(string ifMatch)
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        using var response = await api.Caseworker.PostJson($"/v1/children/{child}/entries", Change, ifMatch);
        var code = response.IsSuccessStatusCode ? "" : (string)(await response.Problem(response.StatusCode))["errors"]![0]!["code"]!;
        return (response.StatusCode, code);
    }

    /// <summary>A write whose precondition is sent byte by byte, past all that a client library corrects.</summary>
    private async Task<string> Raw(Guid child, byte[] precondition)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(api.Address.Host, api.Address.Port);
        var token = api.Token(["caseworker"], [ApiHost.Cardiff], []);
        await socket.Client.SendAsync(
            (byte[])
                [
                    .. Encoding.ASCII.GetBytes(
                        $"POST /v1/children/{child}/entries HTTP/1.1\r\nHost: test\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n"
                            + $"Content-Type: application/json\r\nContent-Length: {Change.Length}\r\n"
                    ),
                    .. precondition,
                    .. Encoding.ASCII.GetBytes($"\r\n\r\n{Change}"),
                ]
        );
        using var reader = new StreamReader(socket.GetStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
