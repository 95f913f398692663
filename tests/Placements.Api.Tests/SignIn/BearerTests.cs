using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.SignIn;

/// <summary>Bearer tokens of a real provider, and what somebody who has one, or the provider's public key, might make of it.</summary>
public sealed class BearerTests(SignedUpSite signedUp) : IClassFixture<SignedUpSite>
{
    private readonly Provider provider = signedUp.Provider;
    private readonly Site site = signedUp.Site;

    [Fact]
    public async Task A_token_that_the_provider_gave_to_another_program_works_here_with_the_rights_it_carries()
    {
        var (manager, _) = await provider.Tokens("manager-1");
        var (nobody, _) = await provider.Tokens("nobody-1");

        var child = await site.With(manager).RegisterChild();
        using var refused = await site.With(nobody).GetAsync($"/v1/children/{child}");

        await refused.Problem(HttpStatusCode.Forbidden, "not_allowed");
        var me = await site.With(manager).Get("/me");
        Assert.Equal("manager-1", (string?)me["subject"]);
        Assert.Equal("Morgan Manager", (string?)me["name"]);
        Assert.Equal("manager", (string?)me["roles"]![0]);
        Assert.Equal(ApiHost.Cardiff, (string?)me["authorities"]![0]);
    }

    [Fact]
    public async Task The_token_that_the_others_are_made_from_is_good()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusOf(provider.Sign()));
    }

    [Fact]
    public async Task An_ID_token_is_no_access_token()
    {
        var (_, id) = await provider.Tokens("manager-1");
        await Refused(id);
        // Where a provider gives both the same audience, they still differ.
        await Refused(provider.Sign(token => token.Claims["nonce"] = "n1"));
        await Refused(provider.Sign(token => token.Claims["at_hash"] = "AAAA"));
        await Refused(provider.Sign(token => token.TokenType = "logout+jwt"));
        await Refused(provider.Sign(token => token.TokenType = "dpop+jwt"));
    }

    [Theory]
    [InlineData("JWT")]
    [InlineData("at+JWT")]
    [InlineData("application/at+jwt")]
    public async Task Each_type_that_providers_write_for_an_access_token_is_taken(string type)
    {
        Assert.Equal(HttpStatusCode.OK, await StatusOf(provider.Sign(token => token.TokenType = type)));
    }

    [Fact]
    public async Task A_token_counts_only_between_its_two_instants_give_or_take_half_a_minute()
    {
        await Refused(provider.Sign(token => (token.NotBefore, token.Expires) = (Seconds(-3600), Seconds(-40))));
        await Refused(provider.Sign(token => (token.NotBefore, token.Expires) = (Seconds(40), Seconds(3600))));
        await Refused(provider.Sign(token => token.Expires = null));
        Assert.Equal(
            HttpStatusCode.OK,
            await StatusOf(provider.Sign(token => (token.NotBefore, token.Expires) = (Seconds(-60), Seconds(-10))))
        );
        Assert.Equal(HttpStatusCode.OK, await StatusOf(provider.Sign(token => token.NotBefore = Seconds(10))));
    }

    [Fact]
    public async Task A_token_for_somebody_else_or_from_somebody_else_is_refused()
    {
        await Refused(provider.Sign(token => token.Issuer = "https://elsewhere.example"));
        await Refused(provider.Sign(token => token.Issuer = provider.Address.OriginalString.TrimEnd('/') + ".elsewhere.example"));
        await Refused(provider.Sign(token => token.Issuer = null));
        await Refused(provider.Sign(token => token.Audience = "another-service"));
        await Refused(provider.Sign(token => token.Audience = Provider.ClientId));
        await Refused(provider.Sign(token => token.Audience = null));
    }

    [Fact]
    public async Task A_token_without_a_good_signature_is_refused()
    {
        var parts = provider.Sign().Split('.');
        var signature = Base64UrlEncoder.DecodeBytes(parts[2]);
        signature[5] ^= 1;
        await Refused($"{parts[0]}.{parts[1]}.{Base64UrlEncoder.Encode(signature)}");
        await Refused($"{parts[0]}.{parts[1]}.");
        var claims = JsonNode.Parse(Base64UrlEncoder.Decode(parts[1]))!;
        claims["authority"] = new JsonArray(ApiHost.Newport);
        await Refused($"{parts[0]}.{Base64UrlEncoder.Encode(claims.ToJsonString())}.{parts[2]}");
        foreach (var algorithm in new[] { "none", "None", "nOnE", "" })
        {
            await Refused($"{Header($$"""{"alg":"{{algorithm}}","typ":"at+jwt","kid":"{{provider.Key.KeyId}}"}""")}.{parts[1]}.");
            await Refused($"{Header($$"""{"alg":"{{algorithm}}","typ":"at+jwt"}""")}.{parts[1]}.{parts[2]}");
        }
    }

    [Fact]
    public async Task A_token_signed_with_the_providers_public_key_as_if_it_were_a_password_is_refused()
    {
        using var client = new HttpClient();
        var published = await client.GetStringAsync(new Uri(provider.Address, "/jwks"));
        using var rsa = RSA.Create(provider.Key.Rsa.ExportParameters(false));
        byte[][] passwords =
        [
            rsa.ExportSubjectPublicKeyInfo(),
            rsa.ExportRSAPublicKey(),
            Encoding.UTF8.GetBytes(rsa.ExportSubjectPublicKeyInfoPem()),
            Encoding.UTF8.GetBytes(rsa.ExportSubjectPublicKeyInfoPem() + "\n"),
            Encoding.UTF8.GetBytes(rsa.ExportRSAPublicKeyPem()),
            Encoding.UTF8.GetBytes((string)JsonNode.Parse(published)!["keys"]![0]!["n"]!),
            Encoding.UTF8.GetBytes(published),
        ];
        var claims = provider.Sign().Split('.')[1];
        foreach (var password in passwords)
        {
            var header = Header($$"""{"alg":"HS256","typ":"at+jwt","kid":"{{provider.Key.KeyId}}"}""");
            var signature = HMACSHA256.HashData(password, Encoding.ASCII.GetBytes($"{header}.{claims}"));
            await Refused($"{header}.{claims}.{Base64UrlEncoder.Encode(signature)}");
        }
    }

    [Theory]
    [InlineData("../../../../etc/passwd")]
    [InlineData("/dev/null")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://127.0.0.1:1/key")]
    [InlineData("' or 1=1; drop table placements.mt_events; --")]
    [InlineData("first\u0000")]
    [InlineData("")]
    [InlineData("${jndi:ldap://127.0.0.1/a}")]
    [InlineData("first\\u0000'")]
    public async Task The_name_of_a_key_is_a_name_and_nothing_else(string keyId)
    {
        using var another = RSA.Create(2048);
        var key = new RsaSecurityKey(another) { KeyId = keyId };
        await Refused(provider.Sign(token => token.SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256)));
        // An empty file, and no file, as a password.
        var start = $"{Header(new JsonObject { ["alg"] = "HS256", ["kid"] = keyId }.ToJsonString())}.{provider.Sign().Split('.')[1]}";
        await Refused($"{start}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(Array.Empty<byte>(), Encoding.ASCII.GetBytes(start)))}");
        Assert.Equal(HttpStatusCode.OK, await StatusOf(provider.Sign()));
    }

    [Fact]
    public async Task A_name_of_a_key_that_is_long_or_no_text_is_refused()
    {
        var payload = Base64UrlEncoder.Decode(provider.Sign().Split('.')[1]);
        await Refused(provider.Sign($$"""{"alg":"RS256","kid":"{{new string('k', 5_000)}}"}""", payload));
        foreach (var kid in new[] { "1", "null", "[\"first\"]", "{\"a\":\"first\"}", "true" })
        {
            var status = await StatusOf(provider.Sign($$"""{"alg":"RS256","typ":"at+jwt","kid":{{kid}}}""", payload));
            Assert.True(status is HttpStatusCode.Unauthorized || kid == "null", $"{kid}: {status}");
        }
        await Refused(provider.Sign($$"""{"alg":"RS256","kid":"other","kid":"{{provider.Key.KeyId}}"}""", payload));
    }

    [Fact]
    public async Task A_key_that_comes_along_with_the_token_is_not_looked_at()
    {
        using var mine = RSA.Create(2048);
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(mine));
        var jwk = $$"""{"kty":"RSA","use":"sig","kid":"mine","n":"{{key.N}}","e":"{{key.E}}"}""";
        // Whoever follows an address in a token calls here.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var trap = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/keys";
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=mine",
            mine,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var payload = Base64UrlEncoder.Decode(provider.Sign().Split('.')[1]);
        foreach (
            var along in new[]
            {
                $"\"jwk\":{jwk}",
                $"\"jku\":\"{trap}\"",
                $"\"x5u\":\"{trap}\"",
                $"\"x5c\":[\"{Convert.ToBase64String(certificate.RawData)}\"]",
            }
        )
        {
            foreach (var keyId in new[] { "mine", provider.Key.KeyId })
            {
                var header = Header($$"""{"alg":"RS256","typ":"at+jwt","kid":"{{keyId}}",{{along}}}""");
                var text = $"{header}.{Base64UrlEncoder.Encode(payload)}";
                var signature = mine.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
                await Refused($"{text}.{Base64UrlEncoder.Encode(signature)}");
            }
        }
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task A_header_that_must_be_understood_and_is_not_is_refused()
    {
        var payload = Base64UrlEncoder.Decode(provider.Sign().Split('.')[1]);
        foreach (var critical in new[] { "[\"b64\"]", "[\"exp\"]", "[]", "\"x\"", "null" })
        {
            await Refused(
                provider.Sign(
                    $$"""{"alg":"RS256","typ":"at+jwt","kid":"{{provider.Key.KeyId}}","b64":false,"crit":{{critical}}}""",
                    payload
                )
            );
        }
    }

    [Fact]
    public async Task A_token_within_an_encrypted_one_is_refused()
    {
        using var client = new HttpClient();
        var encrypting = new EncryptingCredentials(
            new RsaSecurityKey(provider.Key.Rsa.ExportParameters(false)) { KeyId = provider.Key.KeyId },
            SecurityAlgorithms.RsaOAEP,
            SecurityAlgorithms.Aes256CbcHmacSha512
        );
        await Refused(provider.Sign(token => token.EncryptingCredentials = encrypting));
        // And one that carries another token as if it were its claims.
        await Refused(provider.Sign($$"""{"alg":"RS256","typ":"at+jwt","cty":"JWT","kid":"{{provider.Key.KeyId}}"}""", provider.Sign()));
    }

    [Fact]
    public async Task A_member_given_twice_is_refused()
    {
        var claims = Base64UrlEncoder.Decode(provider.Sign().Split('.')[1])[..^1];
        foreach (
            var again in new[] { "\"roles\":[\"auditor\"]", "\"sub\":\"somebody else\"", "\"aud\":\"placements\"", "\"exp\":9999999999" }
        )
        {
            await Refused(provider.Sign($$"""{"alg":"RS256","typ":"at+jwt","kid":"{{provider.Key.KeyId}}"}""", $"{claims},{again}}}"));
        }
    }

    [Theory]
    [InlineData("roles", "1")]
    [InlineData("roles", "true")]
    [InlineData("roles", "null")]
    [InlineData("roles", """{"manager":true}""")]
    [InlineData("roles", """[["manager"]]""")]
    [InlineData("roles", "\"manager,auditor\"")]
    [InlineData("roles", "\"manager auditor\"")]
    [InlineData("roles", "\"Manager\"")]
    [InlineData("authority", "1")]
    [InlineData("authority", """{"W06000015":1}""")]
    [InlineData("authority", "\"W06000015,W06000022\"")]
    [InlineData("authority", "\"*\"")]
    [InlineData("authority", "[]")]
    [InlineData("sub", "17")]
    [InlineData("sub", "\"\"")]
    public async Task A_claim_of_a_wrong_kind_gives_no_right(string claim, string value)
    {
        var claims = JsonNode.Parse(Base64UrlEncoder.Decode(provider.Sign().Split('.')[1]))!;
        claims[claim] = JsonNode.Parse(value);
        var token = provider.Sign($$"""{"alg":"RS256","typ":"at+jwt","kid":"{{provider.Key.KeyId}}"}""", claims.ToJsonString());
        using var response = await site.With(token).GetAsync("/v1/children");
        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized });
        await response.Problem(response.StatusCode);
    }

    [Theory]
    [InlineData("[\"a\",\"b\"]")]
    [InlineData("""{"id":"a"}""")]
    [InlineData(null)]
    public async Task A_token_for_nobody_or_for_several_lets_nobody_in(string? subject)
    {
        var claims = JsonNode.Parse(Base64UrlEncoder.Decode(provider.Sign().Split('.')[1]))!.AsObject();
        claims.Remove("sub");
        if (subject is not null)
        {
            claims["sub"] = JsonNode.Parse(subject);
        }
        var token = provider.Sign($$"""{"alg":"RS256","typ":"at+jwt","kid":"{{provider.Key.KeyId}}"}""", claims.ToJsonString());
        using var response = await site.With(token).GetAsync("/v1/children");
        Assert.Contains(response.StatusCode, new[] { HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized });
        await response.Problem(response.StatusCode);
    }

    [Fact]
    public async Task A_huge_token_is_refused()
    {
        await Refused(provider.Sign(token => token.Claims["padding"] = new string('x', 15_000)) + "x");
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, await StatusOf(new string('x', 40_000)));
        Assert.Equal(
            HttpStatusCode.RequestHeaderFieldsTooLarge,
            await StatusOf(provider.Sign(token => token.Claims["padding"] = new string('x', 40_000)))
        );
    }

    [Theory]
    [InlineData("x")]
    [InlineData("..")]
    [InlineData("a.b.c.d.e")]
    [InlineData("e30.e30.")]
    [InlineData("bnVsbA.e30.AAAA")]
    [InlineData("W10.e30.AAAA")]
    [InlineData("%00%00.%00.%00")]
    [InlineData("ünïcödé")]
    public async Task What_is_no_token_at_all_is_refused_without_a_fuss(string token) => await Refused(token);

    private static DateTime Seconds(int seconds) => DateTime.UtcNow.AddSeconds(seconds);

    private static string Header(string json) => Base64UrlEncoder.Encode(json);

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
        var client = site.With(null);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return await client.GetAsync("/v1/code-lists");
    }
}
