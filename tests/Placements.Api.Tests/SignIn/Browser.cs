using System.Net;
using System.Text.RegularExpressions;

namespace Placements.Tests.Api.SignIn;

/// <summary>
/// As much of a browser as sign-in needs: cookies kept by origin, with the flags they came with, and redirects followed one by one. Like a
/// browser it takes this machine for a secure origin.
/// </summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
    private readonly Dictionary<(string Origin, string Name), string> cookies = [];

    private string? stopAt;

    /// <summary>Every cookie that was set, as it was set.</summary>
    public List<string> SetCookies { get; } = [];

    /// <summary>Every address that it went to.</summary>
    public List<Uri> Visited { get; } = [];

    public string? Cookie(Uri site, string name) => cookies.GetValueOrDefault((site.GetLeftPart(UriPartial.Authority), name));

    public void SetCookie(Uri site, string name, string value) => cookies[(site.GetLeftPart(UriPartial.Authority), name)] = value;

    public async Task<HttpResponseMessage> Send(
        HttpMethod method,
        Uri address,
        HttpContent? body = null,
        params (string Name, string Value)[] headers
    )
    {
        Visited.Add(address);
        var origin = address.GetLeftPart(UriPartial.Authority);
        using var request = new HttpRequestMessage(method, address) { Content = body };
        var mine = cookies.Where(cookie => cookie.Key.Origin == origin).Select(cookie => $"{cookie.Key.Name}={cookie.Value}").ToList();
        if (mine.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", mine));
        }
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
        var response = await client.SendAsync(request);
        foreach (var set in response.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
        {
            SetCookies.Add(set);
            var (name, value) = set.Split(';')[0].Split('=', 2) is [var n, var v] ? (n, v) : throw new FormatException(set);
            var over = set.Contains("expires=Thu, 01 Jan 1970", StringComparison.OrdinalIgnoreCase);
            if (over)
            {
                cookies.Remove((origin, name));
            }
            else
            {
                cookies[(origin, name)] = value;
            }
        }
        return response;
    }

    public Task<HttpResponseMessage> Get(Uri address) => Send(HttpMethod.Get, address);

    /// <summary>
    /// Goes to an address from which the provider asks to sign in, signs in there, and follows until an address of neither is reached or
    /// an answer is no redirect. Gives where it ended.
    /// </summary>
    public async Task<Uri> SignInAt(Uri start, string account) => (await Follow(await Get(start), start, account)).Address;

    /// <summary>Follows redirects, filling in the provider's form on the way.</summary>
    public async Task<(Uri Address, HttpResponseMessage? Response)> Follow(HttpResponseMessage response, Uri at, string account)
    {
        for (var step = 0; step < 20; step++)
        {
            if (response.Headers.Location is { } location)
            {
                at = new Uri(at, location);
                if (!at.IsLoopback || at.AbsolutePath == stopAt)
                {
                    return (at, null);
                }
                response = await Get(at);
            }
            else if (Form().Match(await response.Content.ReadAsStringAsync()) is { Success: true } form)
            {
                var fields = Field()
                    .Matches(form.Value)
                    .ToDictionary(field => field.Groups[1].Value, field => field.Groups[2].Value, StringComparer.Ordinal);
                fields["login"] = account;
                fields["password"] = "any";
                // The button of the page that asks whether to sign out.
                fields["logout"] = "yes";
                at = new Uri(at, WebUtility.HtmlDecode(form.Groups[1].Value));
                response = await Send(HttpMethod.Post, at, new FormUrlEncodedContent(fields));
            }
            else
            {
                return (at, response);
            }
        }
        throw new InvalidOperationException("Redirects without an end.");
    }

    /// <summary>Signs in, and stops before it goes to this path. Gives the whole address.</summary>
    public async Task<Uri> StopAt(Uri start, string account, string path)
    {
        stopAt = path;
        var (address, _) = await Follow(await Get(start), start, account);
        stopAt = null;
        Assert.Equal(path, address.AbsolutePath);
        return address;
    }

    public void Dispose() => client.Dispose();

    [GeneratedRegex("""<form[^>]* action="([^"]*)"[\s\S]*?</form>""", RegexOptions.None, 1_000)]
    private static partial Regex Form();

    [GeneratedRegex("""<input type="hidden" name="([^"]*)" value="([^"]*)"/?>""", RegexOptions.None, 1_000)]
    private static partial Regex Field();
}
