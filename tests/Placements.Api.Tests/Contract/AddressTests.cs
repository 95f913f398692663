using System.Net;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Contract;

/// <summary>Addresses and methods that lead nowhere, and the few that need no token.</summary>
public sealed class AddressTests(ContractHost host) : IClassFixture<ContractHost>
{
    private readonly ApiHost api = host.Api;

    [Theory]
    [InlineData("/")]
    [InlineData("/v2/children")]
    [InlineData("/health")]
    [InlineData("/v1")]
    [InlineData("/v1/no-such-thing")]
    [InlineData("/v1/stability/no-such-thing")]
    [InlineData("/v1/children/01a20ff9-caff-79d1-8db8-3c0fac7e86b5/no-such-thing")]
    public async Task An_unknown_address_is_a_problem_too(string path)
    {
        using var response = await api.Manager.GetAsync(path);
        await response.Problem(HttpStatusCode.NotFound, "route_unknown");
    }

    [Theory]
    [InlineData("DELETE", "/v1/children")]
    [InlineData("PUT", "/v1/children/01a20ff9-caff-79d1-8db8-3c0fac7e86b5")]
    [InlineData("PATCH", "/v1/children/01a20ff9-caff-79d1-8db8-3c0fac7e86b5/entries")]
    [InlineData("POST", "/v1/stability")]
    [InlineData("GET", "/v1/children/01a20ff9-caff-79d1-8db8-3c0fac7e86b5/care-starts")]
    [InlineData("DELETE", "/v1/children/01a20ff9-caff-79d1-8db8-3c0fac7e86b5/entries/01a20ff9-caff-79d1-8db8-3c0fac7e86b5/void")]
    public async Task A_method_that_an_address_does_not_take_is_refused_with_those_it_takes(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await api.Manager.SendAsync(request);
        await response.Problem(HttpStatusCode.MethodNotAllowed, "method_not_allowed");
        Assert.NotEmpty(response.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("/v1/code-lists/no-such-list")]
    [InlineData("/v1/code-lists/KIND")]
    public async Task A_code_list_that_there_is_not_is_named(string path)
    {
        using var response = await api.Manager.GetAsync(path);
        await response.Problem(HttpStatusCode.NotFound, "code_list_unknown", "name");
    }

    [Theory]
    [InlineData("/health/live", "live")]
    [InlineData("/health/ready", "ready")]
    public async Task Whoever_watches_the_host_needs_no_token(string path, string status)
    {
        foreach (var client in new[] { api.WithToken(null), api.WithToken("nonsense") })
        {
            Assert.Equal(status, (string?)(await client.Get(path))["status"]);
        }
    }

    [Fact]
    public async Task No_answer_names_the_program_that_gives_it()
    {
        using var response = await api.Manager.GetAsync("/v1/code-lists");
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("X-Powered-By"));
    }
}
