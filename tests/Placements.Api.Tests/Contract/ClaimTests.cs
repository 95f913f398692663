using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Placements.Api.Security;
using Placements.Application.Access;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Contract;

/// <summary>Claims of a well-signed token that are not what they should be. Identity providers are set up by people.</summary>
public sealed class ClaimTests(ContractHost host) : IClassFixture<ContractHost>
{
    private readonly ApiHost api = host.Api;

    [Theory]
    [InlineData("""{"roles":1}""")]
    [InlineData("""{"roles":true}""")]
    [InlineData("""{"roles":null}""")]
    [InlineData("""{"roles":{"manager":true}}""")]
    [InlineData("""{"roles":[["manager"]]}""")]
    [InlineData("""{"roles":[1]}""")]
    [InlineData("""{"roles":"manager auditor"}""")]
    [InlineData("""{"authority":1}""")]
    [InlineData("""{"authority":{"W06000015":1}}""")]
    [InlineData("""{"authority":[]}""")]
    [InlineData("""{"authority":"*"}""")]
    [InlineData("""{"authority":["W06000015\u0000"]}""")]
    [InlineData("""{"sub":""}""")]
    [InlineData("""{"sub":"  "}""")]
    [InlineData("""{"sub":"a\u0000b"}""")]
    public async Task A_claim_of_a_wrong_kind_gives_no_right(string changed)
    {
        using var response = await Client(changed).GetAsync("/v1/children");
        await response.Problem(HttpStatusCode.Forbidden, "not_allowed");
    }

    /// <summary>Such a token is refused as a whole by the handler, which knows that a subject is one text.</summary>
    [Theory]
    [InlineData("""{"sub":["a","b"]}""")]
    [InlineData("""{"sub":{"id":"a"}}""")]
    public async Task A_token_for_several_subjects_or_a_strange_one_lets_nobody_in(string changed)
    {
        using var response = await Client(changed).GetAsync("/v1/children");
        await response.Problem(HttpStatusCode.Unauthorized, "token_refused");
    }

    [Fact]
    public async Task A_single_role_or_authority_need_not_be_in_a_list()
    {
        using var response = await Client("""{"roles":"manager","authority":"W06000015"}""").GetAsync("/v1/children");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("""{"name":{"first":"x"}}""")]
    [InlineData("""{"name":17}""")]
    [InlineData("""{"name":"a\u0000b"}""")]
    [InlineData("""{"name":""}""")]
    public async Task A_name_that_is_no_text_is_replaced_by_the_subject(string changed)
    {
        var child = await Client(changed).RegisterChild();
        var entries = await api.Auditor.Get($"/v1/children/{child}/entries");
        Assert.Equal("somebody", (string?)entries["items"]![0]!["recordedBy"]);
    }

    [Theory]
    [InlineData("""{"teams":7}""")]
    [InlineData("""{"teams":{"north":true}}""")]
    [InlineData("""{"teams":[["north"]]}""")]
    [InlineData("""{"teams":"NORTH"}""")]
    [InlineData("""{"teams":["north\u0000"]}""")]
    public async Task A_team_of_a_wrong_kind_opens_no_record_of_a_team(string changed)
    {
        var child = await api.As("caseworker", ApiHost.Cardiff, "north").RegisterChild();
        using var response = await Client(changed, role: "caseworker").GetAsync($"/v1/children/{child}");
        await response.Problem(HttpStatusCode.NotFound, "child_not_found");
    }

    [Fact]
    public void Only_roles_that_are_texts_become_roles()
    {
        var caller = CallerClaims.Read(
            new ClaimsPrincipal(
                new ClaimsIdentity([
                    new Claim("sub", "somebody"),
                    new Claim("roles", "auditor"),
                    new Claim("roles", "manager", JsonClaimValueTypes.Json),
                    new Claim("role", "administrator"),
                ])
            )
        );
        Assert.Equal([Role.Auditor], caller!.Roles);
    }

    /// <summary>A manager of Cardiff, with some claims replaced.</summary>
    private HttpClient Client(string changed, string role = "manager")
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["sub"] = "somebody",
            ["name"] = "Somebody",
            ["roles"] = new[] { role },
            ["authority"] = new[] { ApiHost.Cardiff },
        };
        foreach (var member in JsonDocument.Parse(changed).RootElement.EnumerateObject())
        {
            claims[member.Name] = member.Value;
        }
        return api.WithToken(
            new JsonWebTokenHandler().CreateToken(
                new SecurityTokenDescriptor
                {
                    Issuer = DemoTokens.Issuer,
                    Audience = DemoTokens.Audience,
                    SigningCredentials = new SigningCredentials(api.SigningKey, SecurityAlgorithms.EcdsaSha256),
                    Claims = claims,
                }
            )
        );
    }
}
