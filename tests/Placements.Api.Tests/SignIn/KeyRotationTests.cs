using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Placements.Testing;
using Placements.Tests.Api.Contract;

namespace Placements.Tests.Api.SignIn;

/// <summary>A provider that changes its keys, is away, and comes back, while the host runs on.</summary>
public sealed class KeyRotationTests(TestCluster cluster, ProviderPackages packages)
{
    [Fact]
    public async Task A_new_key_is_good_at_once_and_one_that_is_no_longer_published_is_not()
    {
        await using var provider = await Provider.Start(packages);
        await using var site = await Site.Start(await Site.NewDatabase(cluster), provider.Address);
        var old = provider.Sign();
        Assert.Equal(HttpStatusCode.OK, await Status(site, old));

        await provider.RotateKeys();
        var rotated = provider.Sign();

        // At most the few seconds that nobody can make the host look more often than.
        await Answers(HttpStatusCode.OK, site, rotated);
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(site, old));
        Assert.Equal(HttpStatusCode.OK, await Status(site, rotated));
    }

    [Fact]
    public async Task Invented_names_of_keys_do_not_make_the_host_press_the_provider()
    {
        await using var provider = await CountingProvider.Start();
        await using var site = await Site.Start(await Site.NewDatabase(cluster), provider.Address);
        using var key = RSA.Create(2048);
        var watch = Stopwatch.StartNew();

        await Parallel.ForAsync(
            0,
            200,
            async (_, _) =>
            {
                var header = Base64UrlEncoder.Encode($$"""{"alg":"RS256","typ":"at+jwt","kid":"{{Guid.NewGuid()}}"}""");
                var text = $"{header}.{Base64UrlEncoder.Encode("""{"sub":"x"}""")}";
                var signature = key.SignData(
                    System.Text.Encoding.ASCII.GetBytes(text),
                    HashAlgorithmName.SHA256,
                    RSASignaturePadding.Pkcs1
                );
                Assert.Equal(HttpStatusCode.Unauthorized, await Status(site, $"{text}.{Base64UrlEncoder.Encode(signature)}"));
            }
        );

        var most = 1 + (int)(watch.Elapsed.TotalSeconds / 5);
        Assert.InRange(provider.Looks, 1, most);
    }

    [Fact]
    public async Task While_the_provider_is_away_the_host_says_so_and_takes_up_again_when_it_is_back()
    {
        await using var provider = await Provider.Start(packages);
        var token = provider.Sign();
        await provider.Stop();
        await using var site = await Site.Start(await Site.NewDatabase(cluster), provider.Address);

        using (var away = await site.With(token).GetAsync("/v1/code-lists"))
        {
            await away.Problem(HttpStatusCode.ServiceUnavailable, "sign_in_unavailable");
            Assert.NotNull(away.Headers.RetryAfter);
        }
        using (var browser = await site.With(null).GetAsync("/signin"))
        {
            await browser.Problem(HttpStatusCode.ServiceUnavailable, "sign_in_unavailable");
        }
        using (var none = await site.With(null).GetAsync("/v1/code-lists"))
        {
            await none.Problem(HttpStatusCode.Unauthorized, "not_signed_in");
        }
        using (var live = await site.With(null).GetAsync("/health/ready"))
        {
            Assert.Equal(HttpStatusCode.OK, live.StatusCode);
        }

        await provider.StartAgain();
        await Answers(HttpStatusCode.OK, site, token);

        // Once its keys are known, those who hold a token can work on without it.
        await provider.Stop();
        Assert.Equal(HttpStatusCode.OK, await Status(site, token));
        using var later = await site.With(null).GetAsync("/signin");
        await later.Problem(HttpStatusCode.ServiceUnavailable, "sign_in_unavailable");
    }

    private static async Task Answers(HttpStatusCode expected, Site site, string token)
    {
        var waited = Stopwatch.StartNew();
        while (await Status(site, token) is var status && status != expected)
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), $"Still {status}.");
            await Task.Delay(50);
        }
    }

    private static async Task<HttpStatusCode> Status(Site site, string token)
    {
        using var response = await site.With(token).GetAsync("/v1/code-lists");
        return response.StatusCode;
    }
}
