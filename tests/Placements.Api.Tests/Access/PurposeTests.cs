using System.Net;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Access;

/// <summary>The header in which a reader says what a read is for.</summary>
public sealed class PurposeTests(ContractHost host) : IClassFixture<ContractHost>
{
    private readonly ApiHost api = host.Api;

    [Theory]
    [InlineData("review of 12 June", "review of 12 June")]
    [InlineData("  review  ", "review")]
    [InlineData("adolygiad%20T%C5%B7%20Hafan", "adolygiad Tŷ Hafan")]
    [InlineData("50%25 of the plan", "50% of the plan")]
    [InlineData("%F0%9F%99%82", "🙂")]
    [InlineData("=cmd()", "=cmd()")]
    [InlineData("'; drop table placements.read_audit; --", "'; drop table placements.read_audit; --")]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    public async Task What_is_said_stands_beside_the_read(string sent, string kept)
    {
        var child = await api.Caseworker.RegisterChild();
        using var response = await Get($"/v1/children/{child}", sent);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(kept, await Purpose(child));
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("%")]
    [InlineData("100%")]
    [InlineData("%2")]
    [InlineData("%zz")]
    [InlineData("%C3")]
    [InlineData("%C0%AF")]
    [InlineData("%ED%A0%80")]
    [InlineData("a%0Ab")]
    [InlineData("a%0D%0ASet-Cookie: x=1")]
    [InlineData("a%00b")]
    [InlineData("a%7Fb")]
    [InlineData("a%C2%85b")]
    [InlineData("a%E2%80%AEb")]
    [InlineData("a%E2%80%A8b")]
    [InlineData("é")]
    public async Task What_cannot_be_meant_is_refused_and_nothing_is_read(string purpose)
    {
        var child = await api.Caseworker.RegisterChild();
        using var response = await Get($"/v1/children/{child}", purpose);
        await response.Problem(HttpStatusCode.BadRequest, "purpose_malformed", "Purpose");
        Assert.Equal(0, await Count(child));
    }

    [Fact]
    public async Task It_may_be_as_long_as_200_characters_and_no_longer()
    {
        var child = await api.Caseworker.RegisterChild();
        using var longest = await Get($"/v1/children/{child}", string.Concat(Enumerable.Repeat("%C3%A9", 200)));
        Assert.Equal(HttpStatusCode.OK, longest.StatusCode);
        Assert.Equal(new string('é', 200), await Purpose(child));
        using var longer = await Get($"/v1/children/{child}", new string('a', 201));
        await longer.Problem(HttpStatusCode.BadRequest, "purpose_malformed", "Purpose");
        using var much = await Get($"/v1/children/{child}", new string('a', 8_000));
        await much.Problem(HttpStatusCode.BadRequest, "purpose_malformed", "Purpose");
    }

    [Fact]
    public async Task It_is_said_once()
    {
        var child = await api.Caseworker.RegisterChild();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/children/{child}");
        request.Headers.TryAddWithoutValidation("Purpose", "one");
        request.Headers.TryAddWithoutValidation("purpose", "two");
        using var response = await api.Auditor.SendAsync(request);
        // A client may join the two into one text, which is then what is said.
        if (response.StatusCode == HttpStatusCode.OK)
        {
            Assert.Equal("one, two", await Purpose(child));
        }
        else
        {
            await response.Problem(HttpStatusCode.BadRequest, "purpose_malformed", "Purpose");
        }
    }

    [Fact]
    public async Task Every_GET_takes_it_and_refuses_a_wrong_one_behind_the_right()
    {
        var child = await api.Caseworker.RegisterChild();
        foreach (var route in Route.UnderV1(api).Where(route => route.Method == "GET"))
        {
            using var wrong = await Get(route.For($"{child}"), "%", route.Path == "/v1/seals" ? api.Auditor : api.Manager);
            await wrong.Problem(HttpStatusCode.BadRequest, "purpose_malformed", "Purpose");
            using var nobody = await Get(route.For($"{child}"), "%", api.WithToken(null));
            Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        }
    }

    [Fact]
    public async Task Without_it_nothing_is_said()
    {
        var child = await api.Caseworker.RegisterChild();
        await api.Auditor.Get($"/v1/children/{child}");
        Assert.Equal(1, await Count(child));
        Assert.Null(await Purpose(child));
    }

    private async Task<HttpResponseMessage> Get(string path, string purpose, HttpClient? client = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Purpose", purpose);
        return await (client ?? api.Auditor).SendAsync(request);
    }

    private async Task<string?> Purpose(Guid child)
    {
        await using var command = api.Database.CreateCommand(
            "select purpose from placements.read_audit where child_id = $1 order by at desc limit 1"
        );
        command.Parameters.Add(new() { Value = child });
        return await command.ExecuteScalarAsync() as string;
    }

    private async Task<long> Count(Guid child)
    {
        await using var command = api.Database.CreateCommand("select count(*) from placements.read_audit where child_id = $1");
        command.Parameters.Add(new() { Value = child });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
