using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Placements.Api.Security;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Contract;

/// <summary>Who is let in at all. Every token here is the good one with one thing changed.</summary>
public sealed class TokenTests(ContractHost host) : IClassFixture<ContractHost>
{
    private readonly ApiHost api = host.Api;

    [Fact]
    public async Task Without_a_token_every_route_under_v1_answers_401_before_anything_else_is_looked_at()
    {
        using var nobody = api.WithToken(null);
        foreach (var route in Route.UnderV1(api))
        {
            using var response = await route.Call(nobody, $"{Guid.NewGuid()}");
            await response.Problem(HttpStatusCode.Unauthorized, "not_signed_in");
            Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        }
    }

    [Theory]
    [InlineData("/v1/children/not-an-id/journey")]
    [InlineData("/v1/no-such-thing")]
    public async Task Without_a_token_addresses_that_lead_nowhere_under_v1_answer_401_like_those_that_do(string path)
    {
        using var nobody = api.WithToken(null);
        using var response = await nobody.GetAsync(path);
        await response.Problem(HttpStatusCode.Unauthorized, "not_signed_in");
    }

    [Fact]
    public async Task The_token_that_the_others_are_made_from_is_good()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusOf(Sign(_ => { })));
    }

    [Fact]
    public async Task A_token_counts_only_between_its_two_instants()
    {
        await Refused(Sign(token => (token.NotBefore, token.Expires) = (Minutes(-60), Minutes(-10))));
        await Refused(Sign(token => (token.NotBefore, token.Expires) = (Minutes(10), Minutes(60))));
        await Refused(Sign(token => token.Expires = null));
    }

    [Fact]
    public async Task A_token_for_somebody_else_or_from_somebody_else_is_refused()
    {
        await Refused(Sign(token => token.Issuer = "https://elsewhere.example"));
        await Refused(Sign(token => token.Issuer = null));
        await Refused(Sign(token => token.Audience = "another-service"));
        await Refused(Sign(token => token.Audience = null));
    }

    [Fact]
    public async Task A_token_signed_with_another_key_is_refused_even_under_the_name_of_ours()
    {
        using var another = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = new ECDsaSecurityKey(another) { KeyId = api.SigningKey.KeyId };
        await Refused(Sign(token => token.SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256)));
    }

    [Fact]
    public async Task A_changed_signature_or_changed_claims_are_refused()
    {
        var parts = Sign(_ => { }).Split('.');
        var signature = Base64UrlEncoder.DecodeBytes(parts[2]);
        signature[5] ^= 1;
        await Refused($"{parts[0]}.{parts[1]}.{Base64UrlEncoder.Encode(signature)}");
        await Refused($"{parts[0]}.{parts[1]}.");
        await Refused($"{parts[0]}.{parts[1]}");

        var claims = JsonNode.Parse(Base64UrlEncoder.Decode(parts[1]))!;
        claims["roles"] = new JsonArray("manager");
        await Refused($"{parts[0]}.{Base64UrlEncoder.Encode(claims.ToJsonString())}.{parts[2]}");
    }

    [Fact]
    public async Task A_token_that_says_it_needs_no_signature_is_refused()
    {
        var claims = Sign(_ => { }).Split('.')[1];
        foreach (var algorithm in new[] { "none", "None", "NONE", "" })
        {
            var header = Base64UrlEncoder.Encode($$"""{"alg":"{{algorithm}}","typ":"JWT","kid":"demo"}""");
            await Refused($"{header}.{claims}.");
            await Refused($"{header}.{claims}.{Base64UrlEncoder.Encode("x")}");
        }
    }

    [Fact]
    public async Task A_token_signed_with_our_public_key_as_if_it_were_a_password_is_refused()
    {
        var publicKey = ((ECDsaSecurityKey)api.SigningKey).ECDsa;
        byte[][] passwords =
        [
            publicKey.ExportSubjectPublicKeyInfo(),
            Encoding.UTF8.GetBytes(publicKey.ExportSubjectPublicKeyInfoPem()),
            Encoding.UTF8.GetBytes(publicKey.ExportSubjectPublicKeyInfoPem() + "\n"),
        ];
        var claims = Sign(_ => { }).Split('.')[1];
        var header = Base64UrlEncoder.Encode("""{"alg":"HS256","typ":"JWT","kid":"demo"}""");
        foreach (var password in passwords)
        {
            var signature = HMACSHA256.HashData(password, Encoding.ASCII.GetBytes($"{header}.{claims}"));
            await Refused($"{header}.{claims}.{Base64UrlEncoder.Encode(signature)}");
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("..")]
    [InlineData("a.b.c.d.e")]
    [InlineData("%00%00.%00.%00")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.e30.AAAA")]
    [InlineData("ünïcödé")]
    public async Task What_is_no_token_at_all_is_refused_without_a_fuss(string token)
    {
        await Refused(token);
    }

    [Fact]
    public async Task A_huge_token_is_refused()
    {
        await Refused(Sign(token => token.Claims["padding"] = new string('x', 12_000)) + "x");
        // Past the server's limit for all headers together (32 KB) Kestrel itself answers, before there is a request.
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, await StatusOf(new string('x', 40_000)));
    }

    [Theory]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Bearer")]
    [InlineData("bearer ")]
    [InlineData("Token abc")]
    public async Task Another_way_to_sign_in_counts_as_none(string header)
    {
        using var client = api.WithToken(null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        using var response = await client.GetAsync("/v1/code-lists");
        await response.Problem(HttpStatusCode.Unauthorized);
    }

    /// <summary>A caseworker's token, good for an hour, changed before it is signed.</summary>
    private string Sign(Action<SecurityTokenDescriptor> change)
    {
        var token = new SecurityTokenDescriptor
        {
            Issuer = DemoTokens.Issuer,
            Audience = DemoTokens.Audience,
            NotBefore = Minutes(-1),
            Expires = Minutes(60),
            SigningCredentials = new SigningCredentials(api.SigningKey, SecurityAlgorithms.EcdsaSha256),
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["sub"] = "somebody",
                ["roles"] = new[] { "caseworker" },
                ["authority"] = new[] { ApiHost.Cardiff },
            },
        };
        change(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    private static DateTime Minutes(int minutes) => DateTime.UtcNow.AddMinutes(minutes);

    private async Task<HttpStatusCode> StatusOf(string token)
    {
        using var response = await Send(token);
        return response.StatusCode;
    }

    private async Task Refused(string token)
    {
        using var response = await Send(token);
        await response.Problem(HttpStatusCode.Unauthorized, "token_refused");
        Assert.Equal("Bearer error=\"invalid_token\"", response.Headers.WwwAuthenticate.ToString());
    }

    private async Task<HttpResponseMessage> Send(string token)
    {
        var client = api.WithToken(null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return await client.GetAsync("/v1/code-lists");
    }
}
