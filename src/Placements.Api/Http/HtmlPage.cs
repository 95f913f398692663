using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Placements.Api.Http;

/// <summary>
/// A page that stands alone, to be read on paper or screen and given to a family: no script, nothing from outside, kept by no cache. The
/// browser is told to run and load nothing.
/// </summary>
/// <param name="body">Writes what stands below the title.</param>
/// <param name="saveAs">Name of the file that the client saves; null: it is shown.</param>
public sealed class HtmlPage(string title, Func<HtmlText, CancellationToken, Task> body, string? saveAs = null) : IResult
{
    public const string ContentType = "text/html";

    private const string Style =
        "body{font:1rem/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}"
        + "table{border-collapse:collapse;width:100%}caption{text-align:left;padding:.5rem 0}"
        + "th,td{border:1px solid #767676;padding:.25rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
        + "dl{margin:.25rem 0 1rem 1rem}dt{font-weight:bold}dd{margin:0 0 .25rem 1rem;overflow-wrap:anywhere}"
        + "article{border-top:1px solid #767676;break-inside:avoid}mark{background:#ffe08a;color:#111}mark span{font-style:italic}";

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = $"{ContentType}; charset=utf-8";
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.XContentTypeOptions = "nosniff";
        Confidential(response, saveAs);
        var text = new HtmlText(response.Body);
        text.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        text.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        text.Element("title", title);
        text.Raw($"<style>{Style}</style>\n</head>\n<body>\n<main>\n");
        text.Element("h1", title);
        await body(text, httpContext.RequestAborted);
        text.Raw("</main>\n</body>\n</html>\n");
        await text.Send(httpContext.RequestAborted);
    }

    /// <summary>No cache keeps it, and the client saves it under a name that tells nothing of the child.</summary>
    public static void Confidential(HttpResponse response, string? saveAs)
    {
        response.Headers.CacheControl = "no-store";
        if (saveAs is not null)
        {
            response.Headers.ContentDisposition = $"attachment; filename=\"{saveAs}\"";
        }
    }
}

/// <summary>Writes HTML piece by piece. Whatever is no tag of ours is encoded.</summary>
public sealed class HtmlText(Stream to)
{
    private const int Buffered = 32_000;

    /// <summary>Encodes what HTML could take for its own; letters of any language stay as they are.</summary>
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder waiting = new();

    /// <param name="html">A text of the program, never of a record.</param>
    public void Raw(string html) => waiting.Append(html);

    public void Text(string text) => waiting.Append(Encoder.Encode(text));

    /// <param name="tag">May bring attributes: <c>th scope="col"</c>.</param>
    public void Element(string tag, string text)
    {
        Raw($"<{tag}>");
        Text(text);
        Raw($"</{tag.Split(' ')[0]}>\n");
    }

    /// <summary>To be called between parts: a long page goes out while it is written.</summary>
    public async Task Flush(CancellationToken cancel)
    {
        if (waiting.Length > Buffered)
        {
            await Send(cancel);
        }
    }

    public async Task Send(CancellationToken cancel)
    {
        await to.WriteAsync(Encoding.UTF8.GetBytes(waiting.ToString()), cancel);
        waiting.Clear();
    }
}
