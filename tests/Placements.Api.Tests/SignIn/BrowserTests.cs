using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Placements.Tests.Api.Contract;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.Surface;

namespace Placements.Tests.Api.SignIn;

/// <summary>A person signs in with a browser, works, and signs out.</summary>
public sealed class BrowserTests(SignedUpSite signedUp) : IClassFixture<SignedUpSite>
{
    private static readonly (string, string) FromOurPage = ("Sec-Fetch-Site", "same-origin");

    private readonly Provider provider = signedUp.Provider;
    private readonly Site site = signedUp.Site;

    [Fact]
    public async Task Signing_in_comes_back_with_one_cookie_that_no_script_and_no_other_site_can_use()
    {
        using var browser = new Browser();
        var (ended, page) = await SignIn(browser, "manager-1", "/signin?returnUrl=%2Fhealth%2Flive");

        Assert.Equal("/health/live", ended.PathAndQuery);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var session = Assert.Single(browser.SetCookies, cookie => cookie.StartsWith("__Host-placements=", StringComparison.Ordinal));
        foreach (var ours in browser.SetCookies.Where(cookie => cookie.StartsWith("__Host-", StringComparison.Ordinal)))
        {
            var flags = ours.Split(';').Skip(1).Select(flag => flag.Trim().ToLowerInvariant()).ToList();
            Assert.Superset(new HashSet<string>(["secure", "httponly", "samesite=lax", "path=/"]), flags.ToHashSet());
            Assert.DoesNotContain(flags, flag => flag.StartsWith("domain", StringComparison.Ordinal));
        }
        // For as long as the browser is open, and in the database for eight hours at most.
        Assert.DoesNotContain("expires", session, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("max-age", session, StringComparison.OrdinalIgnoreCase);
        var start = browser.Visited[0];
        Assert.Equal(start.GetLeftPart(UriPartial.Authority), ended.GetLeftPart(UriPartial.Authority));
        var asked = System.Web.HttpUtility.ParseQueryString(browser.Visited.First(address => address.AbsolutePath == "/auth").Query);
        // What was asked for went to the provider directly (RFC 9126); the address holds a reference to it.
        Assert.NotNull(asked["request_uri"]);
    }

    [Fact]
    public async Task The_session_has_the_rights_that_the_provider_tells_of_and_writes_down_who_recorded()
    {
        using var browser = new Browser();
        await SignIn(browser, "caseworker-1");

        var me = await Json(await browser.Get(new Uri(site.Address, "/me")));
        Assert.Equal("caseworker-1", (string?)me["subject"]);
        Assert.Equal("Casey Worker", (string?)me["name"]);
        Assert.Equal("""["caseworker"]""", me["roles"]!.ToJsonString());
        Assert.Equal("""["north"]""", me["teams"]!.ToJsonString());

        using var registered = await browser.Send(
            HttpMethod.Post,
            new Uri(site.Address, "/v1/children"),
            Body(Given.Registration()),
            FromOurPage
        );
        Assert.Equal(HttpStatusCode.Created, registered.StatusCode);
        var entries = await Json(await browser.Get(new Uri(site.Address, $"{registered.Headers.Location}/entries")));
        Assert.Equal("Casey Worker", (string?)entries["items"]![0]!["recordedBy"]);

        using var import = await browser.Send(HttpMethod.Post, new Uri(site.Address, "/v1/imports"), Body("{}"), FromOurPage);
        await import.Problem(HttpStatusCode.Forbidden, "not_allowed");
    }

    [Fact]
    public async Task Signing_out_ends_the_session_here_and_at_the_provider_and_the_old_cookie_is_worth_nothing()
    {
        using var browser = new Browser();
        await SignIn(browser, "manager-1");
        var cookie = browser.Cookie(site.Address, "__Host-placements")!;

        using var left = await browser.Send(HttpMethod.Post, new Uri(site.Address, "/signout"), null, FromOurPage);
        Assert.Equal(provider.Address.Authority, left.Headers.Location!.Authority);
        Assert.Contains("id_token_hint=", left.Headers.Location.Query, StringComparison.Ordinal);
        Assert.Null(browser.Cookie(site.Address, "__Host-placements"));

        browser.SetCookie(site.Address, "__Host-placements", cookie);
        using var refused = await browser.Get(new Uri(site.Address, "/me"));
        await refused.Problem(HttpStatusCode.Unauthorized, "session_over");
        Assert.Equal(0L, await Count("ticket <> '' and ended_at is not null"));

        // And with the provider's own session ended, signing in asks who it is again.
        var (back, _) = await browser.Follow(left, new Uri(site.Address, "/signout"), "");
        Assert.Equal("/docs/index.html", back.AbsolutePath);
        browser.Visited.Clear();
        await SignIn(browser, "caseworker-1");
        Assert.Contains(browser.Visited, address => address.AbsolutePath.StartsWith("/interaction/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_host_of_the_site_takes_the_session_and_drops_it_at_once_when_it_is_ended_here()
    {
        await using var other = await Site.Start(site.Database.ConnectionString, provider.Address);
        using var browser = new Browser();
        await SignIn(browser, "manager-1");
        var cookie = browser.Cookie(site.Address, "__Host-placements")!;
        browser.SetCookie(other.Address, "__Host-placements", cookie);

        using var there = await browser.Get(new Uri(other.Address, "/me"));
        Assert.Equal(HttpStatusCode.OK, there.StatusCode);
        using var left = await browser.Send(HttpMethod.Post, new Uri(site.Address, "/signout"), null, FromOurPage);
        using var after = await browser.Get(new Uri(other.Address, "/me"));
        await after.Problem(HttpStatusCode.Unauthorized, "session_over");
    }

    [Theory]
    [InlineData("seen_at = now() - interval '31 minutes'", false)]
    [InlineData("seen_at = now() - interval '29 minutes'", true)]
    [InlineData("ends_at = now() - interval '1 second'", false)]
    [InlineData("key_hash = sha256(key_hash)", false)]
    [InlineData("ticket = set_byte(ticket, 40, get_byte(ticket, 40) # 1)", false)]
    [InlineData("ticket = ''", false)]
    public async Task A_session_is_over_when_it_was_idle_or_is_too_old_or_was_tampered_with(string change, bool good)
    {
        using var browser = new Browser();
        var subject = $"manager-{Guid.NewGuid():N}";
        await provider.Replace(subject, Provider.Account("For One Test", ["manager"]));
        await SignIn(browser, subject);
        await using (var command = site.Database.CreateCommand($"update placements.session set {change} where subject = $1"))
        {
            command.Parameters.Add(new() { Value = subject });
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }

        using var me = await browser.Get(new Uri(site.Address, "/me"));
        Assert.Equal(good ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, me.StatusCode);
        using var again = await browser.Get(new Uri(site.Address, "/me"));
        Assert.Equal(good ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, again.StatusCode);
    }

    [Fact]
    public async Task One_persons_ticket_does_not_open_in_another_persons_row()
    {
        using var browser = new Browser();
        await provider.Replace("poor-1", Provider.Account("Poor", ["caseworker"]));
        await provider.Replace("rich-1", Provider.Account("Rich", ["manager"]));
        await SignIn(browser, "poor-1");
        using var rich = new Browser();
        await SignIn(rich, "rich-1");
        await using var command = site.Database.CreateCommand(
            "update placements.session set ticket = (select ticket from placements.session where subject = 'rich-1') where subject = 'poor-1'"
        );
        await command.ExecuteNonQueryAsync();

        using var me = await browser.Get(new Uri(site.Address, "/me"));
        await me.Problem(HttpStatusCode.Unauthorized, "session_over");
    }

    [Fact]
    public async Task Whoever_signs_in_gets_a_new_session_and_the_one_they_came_with_is_ended()
    {
        using var attacker = new Browser();
        await SignIn(attacker, "caseworker-1");
        var planted = attacker.Cookie(site.Address, "__Host-placements")!;
        using var victim = new Browser();
        victim.SetCookie(site.Address, "__Host-placements", planted);

        await SignIn(victim, "manager-1");

        Assert.NotEqual(planted, victim.Cookie(site.Address, "__Host-placements"));
        using var theirs = await attacker.Get(new Uri(site.Address, "/me"));
        await theirs.Problem(HttpStatusCode.Unauthorized, "session_over");
        Assert.Equal("manager-1", (string?)(await Json(await victim.Get(new Uri(site.Address, "/me"))))["subject"]);
    }

    public static TheoryData<string?, string?> OtherSites =>
        new()
        {
            { "cross-site", null },
            { "same-site", null },
            { "none", null },
            { "nonsense", null },
            { null, null },
            { null, "https://elsewhere.example" },
            { null, "null" },
            { "cross-site", "ours" },
        };

    [Theory]
    [MemberData(nameof(OtherSites))]
    public async Task What_another_site_makes_the_browser_send_changes_nothing(string? fetchSite, string? origin)
    {
        using var browser = new Browser();
        await SignIn(browser, "manager-1");
        var before = await Rows();
        var headers = new List<(string, string)>();
        if (fetchSite is not null)
        {
            headers.Add(("Sec-Fetch-Site", fetchSite));
        }
        if (origin is not null)
        {
            headers.Add(("Origin", origin == "ours" ? site.Address.GetLeftPart(UriPartial.Authority) : origin));
        }
        foreach (var path in new[] { "/v1/children", "/signout" })
        {
            using var response = await browser.Send(HttpMethod.Post, new Uri(site.Address, path), Body(Given.Registration()), [.. headers]);
            await response.Problem(HttpStatusCode.Forbidden, "cross_site");
        }
        Assert.Equal(before, await Rows());
        using var me = await browser.Get(new Uri(site.Address, "/me"));
        Assert.Equal(HttpStatusCode.OK, me.StatusCode);
    }

    [Fact]
    public async Task A_browser_that_says_only_its_origin_is_believed()
    {
        using var browser = new Browser();
        await SignIn(browser, "manager-1");
        using var response = await browser.Send(
            HttpMethod.Post,
            new Uri(site.Address, "/v1/children"),
            Body(Given.Registration()),
            ("Origin", site.Address.GetLeftPart(UriPartial.Authority))
        );
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Theory]
    [InlineData("https://elsewhere.example")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("\\\\elsewhere.example")]
    [InlineData("/%09/elsewhere.example", true)]
    [InlineData("/\t/elsewhere.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("docs")]
    [InlineData("")]
    [InlineData("/docs&returnUrl=/docs", true)]
    public async Task After_sign_in_no_other_site_can_follow(string address, bool asItStands = false)
    {
        using var browser = new Browser();
        using var response = await browser.Get(
            new Uri($"{site.Address}signin?returnUrl={(asItStands ? address : Uri.EscapeDataString(address))}")
        );
        await response.Problem(HttpStatusCode.BadRequest, "return_url_refused", "returnUrl");
    }

    [Theory]
    [InlineData("?error=access_denied&error_description=%3Cscript%3Emarked%3C/script%3E")]
    [InlineData("?code=marked")]
    [InlineData("?code=marked&state=marked")]
    [InlineData("")]
    public async Task Coming_back_with_anything_but_what_was_begun_here_signs_nobody_in_and_repeats_nothing(string query)
    {
        using var browser = new Browser();
        using var response = await browser.Get(new Uri(site.Address, $"/signin/callback{query}"));
        await response.Problem(HttpStatusCode.BadRequest, "sign_in_failed");
        Assert.DoesNotContain("marked", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(browser.Cookie(site.Address, "__Host-placements"));
    }

    [Fact]
    public async Task What_the_provider_says_of_a_failure_is_logged_as_its_code_alone()
    {
        using var overheard = new Overheard();
        await using var heard = await Site.Start(site.Database.ConnectionString, provider.Address, overheard);
        using var browser = new Browser();
        await provider.Register(site.Address, heard.Address);
        var callback = await browser.StopAt(new Uri(heard.Address, "/signin"), "manager-1", "/signin/callback");
        var state = System.Web.HttpUtility.ParseQueryString(callback.Query)["state"]!;

        using var response = await browser.Get(
            new Uri(
                heard.Address,
                $"/signin/callback?error=access_denied&error_description=Zqxmark+asked&error_uri=https://zqxmark.example&state={Uri.EscapeDataString(state)}"
            )
        );

        await response.Problem(HttpStatusCode.BadRequest, "sign_in_failed");
        Assert.Contains(
            overheard.Lines,
            line => line.StartsWith("log Warning", StringComparison.Ordinal) && line.Contains("access_denied")
        );
        Assert.DoesNotContain(overheard.Lines, line => line.Contains("zqxmark", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task What_one_browser_began_another_cannot_finish_and_a_code_is_good_once()
    {
        using var victim = new Browser();
        using var attacker = new Browser();
        var callback = await attacker.StopAt(new Uri(site.Address, "/signin"), "manager-1", "/signin/callback");

        using (var planted = await victim.Get(callback))
        {
            await planted.Problem(HttpStatusCode.BadRequest, "sign_in_failed");
        }
        using (var first = await attacker.Get(callback))
        {
            Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        }
        using var second = await attacker.Get(callback);
        await second.Problem(HttpStatusCode.BadRequest, "sign_in_failed");
    }

    [Fact]
    public async Task A_token_decides_alone_when_a_cookie_comes_with_it()
    {
        using var browser = new Browser();
        await SignIn(browser, "manager-1");
        using var refused = await browser.Send(HttpMethod.Get, new Uri(site.Address, "/me"), null, ("Authorization", "Bearer nonsense"));
        await refused.Problem(HttpStatusCode.Unauthorized, "token_refused");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("../../etc/passwd")]
    [InlineData("'; drop table placements.session; --")]
    public async Task A_cookie_that_was_not_given_here_is_no_sign_in_and_is_taken_back(string value)
    {
        using var browser = new Browser();
        browser.SetCookie(site.Address, "__Host-placements", value);
        using var response = await browser.Get(new Uri(site.Address, "/v1/children"));
        await response.Problem(HttpStatusCode.Unauthorized, "session_over");
        Assert.Null(browser.Cookie(site.Address, "__Host-placements"));
    }

    [Theory]
    [InlineData("""{"name":"N","roles":{"manager":true},"authority":["W06000015"]}""")]
    [InlineData("""{"name":"N","roles":"manager,auditor","authority":["W06000015"]}""")]
    [InlineData("""{"name":"N","roles":[["manager"]],"authority":["W06000015"]}""")]
    [InlineData("""{"name":"N","roles":["manager"],"authority":{"W06000015":1}}""")]
    [InlineData("""{"name":"N","roles":["manager"]}""")]
    public async Task Claims_of_a_wrong_kind_give_a_session_no_right(string claims)
    {
        var account = $"odd-{Guid.NewGuid():N}";
        await provider.Replace(account, JsonNode.Parse(claims)!.AsObject());
        using var browser = new Browser();
        await SignIn(browser, account);
        using var response = await browser.Get(new Uri(site.Address, "/v1/children"));
        await response.Problem(HttpStatusCode.Forbidden, "not_allowed");
    }

    [Fact]
    public async Task Without_a_client_there_is_no_sign_in_for_browsers_and_the_routes_say_so()
    {
        await using var bare = await Site.Start(site.Database.ConnectionString, provider.Address, ("Authentication:ClientId", null));
        using var signIn = await bare.With(null).GetAsync("/signin");
        await signIn.Problem(HttpStatusCode.NotFound, "sign_in_not_set_up");
        using var signOut = await bare.With(null).PostAsync("/signout", null);
        await signOut.Problem(HttpStatusCode.NotFound, "sign_in_not_set_up");
        Assert.Equal(HttpStatusCode.OK, (await bare.With(provider.Sign()).GetAsync("/me")).StatusCode);
    }

    private async Task<(Uri Address, HttpResponseMessage Page)> SignIn(Browser browser, string account, string path = "/signin")
    {
        var start = new Uri(site.Address, path);
        var (ended, page) = await browser.Follow(await browser.Get(start), start, account);
        Assert.Equal(site.Address.Authority, ended.Authority);
        Assert.True(page!.IsSuccessStatusCode, await page.Content.ReadAsStringAsync());
        return (ended, page);
    }

    private static StringContent Body(string json) => new(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    private static async Task<JsonObject> Json(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Json();
    }

    private Task<long> Rows() => Scalar("select count(*) from placements.mt_events");

    private Task<long> Count(string where) => Scalar($"select count(*) from placements.session where {where}");

    private async Task<long> Scalar(string sql)
    {
        await using var command = site.Database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
