using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.SignIn;

/// <summary>
/// A real OpenID Connect provider in a process of its own, which signs with keys that the test made and so can misuse. Dispose it: it is
/// stopped by its id.
/// </summary>
internal sealed class Provider : IAsyncDisposable
{
    public const string ClientId = "placements-site";
    public const string ClientSecret = "a secret that only the tests use";
    public const string Audience = "placements";

    private static readonly string[] Program = ["another-program", "https://program.example/callback"];

    private readonly ProviderPackages packages;
    private readonly JsonObject accounts = new()
    {
        ["manager-1"] = Account("Morgan Manager", ["manager"]),
        ["caseworker-1"] = Account("Casey Worker", ["caseworker"], "north"),
        ["nobody-1"] = Account("Nobody In Particular", []),
    };
    private Uri[] sites = [];
    private Process? process;
    private RSA rsa = RSA.Create(2048);

    private Provider(ProviderPackages packages) => this.packages = packages;

    public Uri Address { get; private set; } = null!;

    /// <summary>What it signs with now; the test can sign with it too.</summary>
    public RsaSecurityKey Key { get; private set; } = null!;

    public static async Task<Provider> Start(ProviderPackages packages)
    {
        var provider = new Provider(packages);
        provider.Key = new RsaSecurityKey(provider.rsa) { KeyId = "first" };
        await provider.Run(port: 0);
        return provider;
    }

    /// <summary>Sites whose browsers may come back to them.</summary>
    public Task Register(params Uri[] registered)
    {
        sites = registered;
        return Configure();
    }

    public Task Replace(string account, JsonObject claims)
    {
        accounts[account] = claims;
        return Configure();
    }

    /// <summary>From now on it signs with, and publishes, another key alone.</summary>
    public async Task RotateKeys()
    {
        rsa = RSA.Create(2048);
        Key = new RsaSecurityKey(rsa) { KeyId = $"next-{Guid.NewGuid():N}" };
        await Configure();
    }

    public async Task Stop()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public Task StartAgain() => Run(Address.Port);

    /// <summary>Tokens as another program gets them, for somebody who signed in there with a browser: for the API, and for the program itself.</summary>
    public async Task<(string Access, string Id)> Tokens(string account)
    {
        var verifier = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(verifier)));
        using var browser = new Browser();
        var back = await browser.SignInAt(
            new Uri(
                Address,
                $"/auth?client_id={Program[0]}&redirect_uri={Program[1]}&response_type=code&scope=openid+profile+placements"
                    + $"&nonce=n1&resource=urn:placements&code_challenge={challenge}&code_challenge_method=S256"
            ),
            account
        );
        var code = System.Web.HttpUtility.ParseQueryString(back.Query)["code"]!;
        using var client = new HttpClient();
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["grant_type"] = "authorization_code",
                ["client_id"] = Program[0],
                ["redirect_uri"] = Program[1],
                ["code"] = code,
                ["code_verifier"] = verifier,
            }
        );
        using var answer = await client.PostAsync(new Uri(Address, "/token"), form);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        var tokens = await answer.Json();
        return ((string)tokens["access_token"]!, (string)tokens["id_token"]!);
    }

    /// <summary>A token as the provider would sign it for a manager, with something changed before it is signed.</summary>
    public string Sign(Action<SecurityTokenDescriptor>? change = null)
    {
        var token = new SecurityTokenDescriptor
        {
            Issuer = Address.OriginalString,
            Audience = Audience,
            TokenType = "at+jwt",
            IssuedAt = DateTime.UtcNow,
            NotBefore = DateTime.UtcNow.AddMinutes(-1),
            Expires = DateTime.UtcNow.AddHours(1),
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256) { CryptoProviderFactory = Uncached },
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["sub"] = "manager-1",
                ["name"] = "Morgan Manager",
                ["roles"] = new[] { "manager" },
                ["authority"] = new[] { ApiHost.Cardiff },
            },
        };
        change?.Invoke(token);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    /// <summary>Any header and any payload, well signed.</summary>
    public string Sign(string header, string payload)
    {
        var text = $"{Base64UrlEncoder.Encode(header)}.{Base64UrlEncoder.Encode(payload)}";
        var signature = rsa.SignData(System.Text.Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{text}.{Base64UrlEncoder.Encode(signature)}";
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await Stop();
        }
        rsa.Dispose();
    }

    public static JsonObject Account(string name, string[] roles, params string[] teams) =>
        new()
        {
            ["name"] = name,
            ["roles"] = new JsonArray([.. roles.Select(role => JsonValue.Create(role))]),
            ["authority"] = new JsonArray(ApiHost.Cardiff),
            ["teams"] = new JsonArray([.. teams.Select(team => JsonValue.Create(team))]),
        };

    private static readonly CryptoProviderFactory Uncached = new() { CacheSignatureProviders = false };

    private async Task Run(int port)
    {
        process = Process.Start(
            new ProcessStartInfo("node", ["provider.js", $"{port}"])
            {
                WorkingDirectory = await packages.Folder(),
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                Environment = { ["NODE_NO_WARNINGS"] = "1" },
            }
        )!;
        var errors = process.StandardError.ReadToEndAsync();
        if (await process.StandardOutput.ReadLineAsync() is not { } address)
        {
            throw new InvalidOperationException($"The provider did not start: {await errors}");
        }
        _ = process.StandardOutput.ReadToEndAsync();
        Address = new Uri(address);
        await Configure();
    }

    private async Task Configure()
    {
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(Key);
        var body = new JsonObject
        {
            ["keys"] = new JsonArray(
                new JsonObject
                {
                    ["kty"] = "RSA",
                    ["use"] = "sig",
                    ["kid"] = Key.KeyId,
                    ["n"] = key.N,
                    ["e"] = key.E,
                    ["d"] = key.D,
                    ["p"] = key.P,
                    ["q"] = key.Q,
                    ["dp"] = key.DP,
                    ["dq"] = key.DQ,
                    ["qi"] = key.QI,
                }
            ),
            ["accounts"] = accounts.DeepClone(),
            ["redirects"] = Addresses("/signin/callback"),
            ["afterSignOut"] = Addresses("/signout/callback"),
        };
        using var client = new HttpClient();
        using var answer = await client.PostAsJsonAsync(new Uri(Address, "/configure"), body);
        answer.EnsureSuccessStatusCode();
    }

    private JsonArray Addresses(string path) =>
        [.. sites.Append(new Uri("https://nowhere.example")).Select(site => JsonValue.Create(new Uri(site, path)))];
}
