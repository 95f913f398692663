using System.Globalization;
using System.Net;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Contract;

/// <summary>The two clocks of every GET about a child or a figure.</summary>
public sealed class ClockTests(ContractHost host) : IClassFixture<ContractHost>
{
    private readonly ApiHost api = host.Api;

    [Fact]
    public async Task Every_GET_takes_both_clocks_and_repeats_them()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        var known = DateTimeOffset.UtcNow;
        var asKnownAt = known.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        foreach (var path in Clocked(child))
        {
            var answer = await api.Auditor.Get($"{path}?asAt=2021-07-01&asKnownAt={asKnownAt}");
            Assert.Equal("2021-07-01", (string?)answer["asAt"]);
            Assert.Equal(DateTimeOffset.Parse(asKnownAt, CultureInfo.InvariantCulture), answer["asKnownAt"]!.GetValue<DateTimeOffset>());

            var now = await api.Auditor.Get(path);
            Assert.True(now.ContainsKey("asAt"));
            Assert.InRange(now["asKnownAt"]!.GetValue<DateTimeOffset>(), known.AddMinutes(-1), known.AddMinutes(5));
        }
    }

    [Fact]
    public async Task What_an_answer_says_was_its_instant_gives_the_same_answer_again()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        foreach (var path in Clocked(child))
        {
            var first = await api.Auditor.Get(path);
            var asAt = first["asAt"] is null ? "" : $"&asAt={(string)first["asAt"]!}";
            // As it stands, with a plus sign that nobody escaped.
            var again = await api.Auditor.Get($"{path}?asKnownAt={(string)first["asKnownAt"]!}{asAt}");
            Assert.Equal(first.ToJsonString(), again.ToJsonString());
        }
    }

    [Theory]
    [InlineData("2021-02-30")]
    [InlineData("1/4/22")]
    [InlineData("2021-6-1")]
    [InlineData("today")]
    [InlineData("0000-01-01")]
    [InlineData("2021-06-01T00:00:00Z")]
    [InlineData(" 2021-06-01")]
    public async Task What_is_no_date_is_refused(string asAt)
    {
        foreach (var path in Clocked(await api.Caseworker.RegisterChild()))
        {
            using var response = await api.Auditor.GetAsync($"{path}?asAt={Uri.EscapeDataString(asAt)}");
            await response.Problem(HttpStatusCode.BadRequest, "date_malformed", "asAt");
        }
    }

    [Theory]
    [InlineData("2021-06-01")]
    [InlineData("2021-06-01T12:00")]
    [InlineData("2021-06-01T12:00:00")]
    [InlineData("2021-06-01T12:00:00.5")]
    [InlineData("2021-02-30T12:00:00Z")]
    [InlineData("2021-06-01T25:00:00Z")]
    [InlineData("1 June 2021 12:00:00 GMT")]
    [InlineData("06/01/2021 12:00:00 +00:00")]
    [InlineData("1622548800000000000000")]
    [InlineData("now")]
    [InlineData("0000-01-01T00:00:00Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    public async Task What_is_no_instant_is_refused(string asKnownAt)
    {
        foreach (var path in Clocked(await api.Caseworker.RegisterChild()))
        {
            using var response = await api.Auditor.GetAsync($"{path}?asKnownAt={Uri.EscapeDataString(asKnownAt)}");
            await response.Problem(HttpStatusCode.BadRequest, "instant_malformed", "asKnownAt");
        }
    }

    [Theory]
    [InlineData("2021-06-01T12:00:00Z", "2021-06-01T12:00:00Z")]
    [InlineData("2021-06-01t12:00:00z", "2021-06-01T12:00:00Z")]
    [InlineData("2021-06-01T12:00:00.123Z", "2021-06-01T12:00:00.123Z")]
    [InlineData("2021-06-01T12:00:00.123456789Z", "2021-06-01T12:00:00.1234568Z")]
    [InlineData("2021-06-01T13:00:00+01:00", "2021-06-01T12:00:00Z")]
    [InlineData("2021-06-01T06:30:00-05:30", "2021-06-01T12:00:00Z")]
    public async Task Every_way_to_write_an_instant_by_RFC_3339_is_understood(string asKnownAt, string meant)
    {
        var child = await api.Caseworker.RegisterChild();
        var answer = await api.Auditor.Get($"/v1/children/{child}/journey?asKnownAt={Uri.EscapeDataString(asKnownAt)}");
        Assert.Equal(DateTimeOffset.Parse(meant, CultureInfo.InvariantCulture), answer["asKnownAt"]!.GetValue<DateTimeOffset>());
        Assert.EndsWith("+00:00", (string)answer["asKnownAt"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_will_be_known_in_the_future_cannot_be_asked()
    {
        var tomorrow = DateTimeOffset.UtcNow.AddDays(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        foreach (var path in Clocked(await api.Caseworker.RegisterChild()))
        {
            foreach (var instant in new[] { tomorrow, "9999-12-31T23:59:59Z" })
            {
                using var response = await api.Auditor.GetAsync($"{path}?asKnownAt={instant}");
                await response.Problem(HttpStatusCode.BadRequest, "instant_in_future", "asKnownAt");
            }
        }
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("0001-04-01")]
    [InlineData("1900-02-28")]
    [InlineData("2100-01-01")]
    [InlineData("9999-12-30")]
    [InlineData("9999-12-31")]
    public async Task The_ends_of_the_calendar_are_days_like_others(string asAt)
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        foreach (var path in Clocked(child))
        {
            using var response = await api.Auditor.GetAsync($"{path}?asAt={asAt}");
            var text = await response.Content.ReadAsStringAsync();
            var notCounted = response.StatusCode == HttpStatusCode.NotFound && text.Contains("not_counted", StringComparison.Ordinal);
            Assert.True(response.IsSuccessStatusCode || notCounted, $"{path} {asAt}: {text}");
            Assert.True(notCounted || text.Contains($"\"asAt\":\"{asAt}\"", StringComparison.Ordinal), text);
        }
    }

    [Fact]
    public async Task Before_anything_was_known_nothing_is_there()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        foreach (var path in Clocked(child))
        {
            using var response = await api.Auditor.GetAsync($"{path}?asKnownAt=0001-01-01T00:00:00Z");
            var text = await response.Content.ReadAsStringAsync();
            Assert.True((int)response.StatusCode is 200 or 404, $"{path}: {text}");
        }
        Assert.Empty((await api.Auditor.Get($"/v1/children/{child}/journey?asKnownAt=0001-01-01T00:00:00Z"))["placements"]!.AsArray());
        Assert.Empty((await api.Auditor.Get("/v1/children?asKnownAt=0001-01-01T00:00:00Z"))["items"]!.AsArray());
        Assert.Equal(0, (int?)(await api.Auditor.Get("/v1/stability/summary?asKnownAt=0001-01-01T00:00:00Z"))["lookedAfter"]);
    }

    [Fact]
    public async Task Changes_are_asked_between_two_instants()
    {
        var (child, _) = await api.Caseworker.ChildInPlacement();
        var path = $"/v1/children/{child}/changes";
        using var reversed = await api.Auditor.GetAsync($"{path}?knownFrom=2024-01-01T00:00:00Z&knownTo=2023-01-01T00:00:00Z");
        await reversed.Problem(HttpStatusCode.BadRequest, "known_range_reversed", "knownFrom");
        using var never = await api.Auditor.GetAsync($"{path}?knownFrom=never");
        await never.Problem(HttpStatusCode.BadRequest, "instant_malformed", "knownFrom");

        var earlier = await api.Auditor.Get($"{path}?knownTo=2020-01-01T00:00:00Z");
        Assert.Empty(earlier["changes"]!.AsArray());
        var known = await api.Auditor.Get($"{path}?asKnownAt=2020-01-01T00:00:00Z");
        Assert.Equal(earlier.ToJsonString(), known.ToJsonString());
        Assert.NotEmpty((await api.Auditor.Get($"{path}?knownFrom=2020-01-01T00:00:00Z"))["changes"]!.AsArray());
    }

    /// <summary>Every GET about a child or a figure that the host has.</summary>
    private IEnumerable<string> Clocked(Guid child) =>
        Route
            .UnderV1(api)
            .Where(route => route.Method == "GET" && !route.Path.Contains("/code-lists", StringComparison.Ordinal))
            // Who looked, and the file of everything, are as they are now.
            .Where(route => !route.Path.EndsWith("/access-log", StringComparison.Ordinal))
            .Where(route => !route.Path.EndsWith("/subject-access", StringComparison.Ordinal))
            // Reports have tests of their own clocks.
            .Where(route => !route.Path.StartsWith("/v1/reports", StringComparison.Ordinal))
            // What was imported is no fact of a child's life.
            .Where(route => !route.Path.StartsWith("/v1/imports", StringComparison.Ordinal))
            // Seals are of the log as a whole.
            .Where(route => route.Path != "/v1/seals")
            // What people are told is told as it happens.
            .Where(route => route.Path != "/v1/notices")
            // Others are of a year, not of a day.
            .Where(route =>
                route.Path is "/v1/returns/wales/codes" or "/v1/returns/wales/measures"
                || !route.Path.StartsWith("/v1/returns", StringComparison.Ordinal)
            )
            .Select(route => route.For($"{child}"));
}
