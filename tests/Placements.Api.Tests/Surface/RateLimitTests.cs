using System.Net;
using System.Net.Http.Headers;
using Placements.Testing;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Surface;

/// <summary>How much one caller may ask for. The limits here are low so that a test meets them.</summary>
public sealed class RateLimitTests(TestCluster cluster)
{
    [Fact]
    public async Task One_caller_who_asks_too_much_is_told_when_to_go_on_and_nobody_else_notices()
    {
        await using var host = await ApiHost.Start(cluster, requestsPerMinute: "60");
        var child = await host.Manager.RegisterChild();
        var busy = host.As("caseworker");

        using var refused = await UntilRefused(busy, "/v1/code-lists", most: 1_000);
        await refused.Problem(HttpStatusCode.TooManyRequests, "too_many_requests");
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));

        // The same person with another token is the same caller.
        using var again = host.As("caseworker");
        using var alsoRefused = await UntilRefused(again, "/v1/code-lists", most: 5);
        await host.Auditor.Get($"/v1/children/{child}");
        using var health = await busy.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);

        await Task.Delay(refused.Headers.RetryAfter.Delta.Value + TimeSpan.FromSeconds(1));
        using var later = await busy.GetAsync("/v1/code-lists");
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Fact]
    public async Task A_refused_write_writes_nothing()
    {
        await using var host = await ApiHost.Start(cluster, requestsPerMinute: "10");
        var client = host.As("caseworker");
        var (accepted, refused) = (0, 0);
        while (refused < 3)
        {
            using var response = await client.PostJson("/v1/children", Given.Registration(), ifMatch: null);
            Assert.Contains(response.StatusCode, new[] { HttpStatusCode.Created, HttpStatusCode.TooManyRequests });
            accepted += response.IsSuccessStatusCode ? 1 : 0;
            refused += response.IsSuccessStatusCode ? 0 : 1;
        }
        await using var command = host.Database.CreateCommand("select count(*) from placements.mt_streams");
        Assert.Equal((long)accepted, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Whoever_tries_tokens_is_stopped_by_where_they_call_from_and_callers_who_are_signed_in_go_on()
    {
        await using var host = await ApiHost.Start(cluster, requestsPerMinute: "600");
        using var guessing = host.WithToken(null);
        var tries = 0;
        HttpResponseMessage response;
        do
        {
            guessing.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"e30.e30.{tries}");
            response = await guessing.GetAsync("/v1/code-lists");
        } while (response.StatusCode == HttpStatusCode.Unauthorized && ++tries < 1_000);
        await response.Problem(HttpStatusCode.TooManyRequests, "too_many_requests");
        // A tenth of what a caller gets, and what is given back meanwhile.
        Assert.InRange(tries, 60, 200);
        await host.Manager.Get("/v1/code-lists");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("many")]
    [InlineData("9")]
    public async Task A_limit_that_cannot_be_meant_stops_the_start(string limit)
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ApiHost.Start(cluster, limit));
        Assert.Contains("Limits__RequestsPerMinute", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> UntilRefused(HttpClient client, string path, int most)
    {
        for (var i = 0; i < most; i++)
        {
            var response = await client.GetAsync(path);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                return response;
            }
            response.Dispose();
        }
        throw new Xunit.Sdk.XunitException($"{most} requests were taken.");
    }
}
