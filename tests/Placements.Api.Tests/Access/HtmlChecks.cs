using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Placements.Tests.Api.Access;

/// <summary>What is true of every page that is given away.</summary>
internal static partial class HtmlChecks
{
    public static void StandsAlone(HttpResponseMessage response, string html)
    {
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("utf-8", response.Content.Headers.ContentType?.CharSet);
        Assert.Equal("no-store", $"{response.Headers.CacheControl}");
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; style-src 'sha256-", policy, StringComparison.Ordinal);
        // The one style is the one that the policy allows.
        var style = Style().Match(html).Groups[1].Value;
        Assert.Contains(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style))), policy, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", html, StringComparison.Ordinal);
        Assert.DoesNotMatch(FromOutside(), html);
        // Every tag is closed, and nothing of a record became one: the page is well-formed as XML but for its void tags.
        var page = XDocument.Parse(VoidTags().Replace(html["<!DOCTYPE html>".Length..], "<$1/>"));
        Assert.Single(page.Descendants("h1"));
        Assert.Single(page.Descendants("title"));
        Assert.Single(page.Descendants("main"));
    }

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.None, 1_000)]
    private static partial Regex Style();

    [GeneratedRegex(
        "<(script|img|link|iframe|object|embed|base|form|svg)|(href|src)\\s*=\\s*\"|@import|url\\(",
        RegexOptions.IgnoreCase,
        1_000
    )]
    private static partial Regex FromOutside();

    [GeneratedRegex("<(meta [^>]*)>", RegexOptions.None, 1_000)]
    private static partial Regex VoidTags();
}
