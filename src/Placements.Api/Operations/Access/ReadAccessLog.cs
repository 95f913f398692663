using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Placements.Api.Http;
using Placements.Api.Operations.Figures;
using Placements.Api.Security;
using Placements.Application;
using Placements.Application.Access;
using Placements.Application.Reading;

namespace Placements.Api.Operations.Access;

/// <summary>Who looked at a child's record, for an auditor, and fit to show the family.</summary>
internal sealed class ReadAccessLog : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapGet("/children/{childId:guid}/access-log", Handle)
            .For(Application.Access.Operations.ReadAccessLog)
            .WithSummary("Who looked at the record, when, at what and for what purpose")
            .WithDescription(
                "The newest first; this read too. Lists and reports that showed the child count as well, and attempts without a right to the "
                    + "record are there with `granted` false. As CSV, and as a page to print for the family, all rows."
            )
            .WithTags("Access")
            .Produces<Page<AccessLogItem>>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status404NotFound, Problem.ContentType)
            .WithMetadata(new PagedAttribute(), new AlsoCsvAttribute(), new AlsoHtmlAttribute());

    private static async Task<IResult> Handle(
        Guid childId,
        HttpContext http,
        [FromServices] ChildRecords records,
        [FromServices] AccessLog log,
        [FromServices] TimeProvider clock
    )
    {
        var query = new Query(http.Request, clock);
        var (limit, after) = (query.Limit(), After(query));
        if (query.Problem is { } problem)
        {
            return problem;
        }
        var cancel = http.RequestAborted;
        if (await records.Open(http.Caller(), Application.Access.Operations.ReadAccessLog, childId, cancel) is not { } child)
        {
            return Problem.NoSuchChild();
        }
        http.Response.Headers.ETag = IfMatch.Tag(child.Version);
        if (http.Request.WantsHtml())
        {
            return new HtmlPage("Who looked at the record", (page, _) => Write(page, All(), clock.GetUtcNow(), cancel));
        }
        HtmlPage.Confidential(http.Response, saveAs: null);
        if (http.Request.WantsCsv())
        {
            return new Csv<AccessLogItem>(All());
        }
        // One more than asked for tells whether there is a next page.
        var found = await log.Of(child.Authority, childId, after, limit + 1, cancel).ToListAsync(cancel);
        List<AccessLogItem> items = [.. found.Take(limit)];
        return TypedResults.Ok(new Page<AccessLogItem>(items, found.Count > limit ? Cursor(AccessLog.EndOf(items, after)) : null));

        IAsyncEnumerable<AccessLogItem> All() => log.Of(child.Authority, childId, null, null, cancel);

        string Cursor(AccessLogPosition end) =>
            Query.CursorOf(query.List, end.At.ToString("O", CultureInfo.InvariantCulture), $"{end.Shown}");
    }

    private static async Task Write(HtmlText page, IAsyncEnumerable<AccessLogItem> items, DateTimeOffset now, CancellationToken cancel)
    {
        page.Element("p", $"Printed on {Instant(now)}, London time. Each line is one time somebody looked, or tried to.");
        page.Raw("<table>\n<caption>The newest first. Purpose is what they said it was for.</caption>\n<thead><tr>\n");
        foreach (var heading in new[] { "When", "Who", "What they did", "Purpose", "Allowed" })
        {
            page.Element("th scope=\"col\"", heading);
        }
        page.Raw("</tr></thead>\n<tbody>\n");
        await foreach (var item in items.WithCancellation(cancel))
        {
            page.Raw("<tr>\n");
            page.Element("td", Instant(item.At));
            page.Element("td", item.Who);
            page.Element("td", item.What);
            page.Element("td", item.Purpose ?? "not said");
            page.Element("td", item.Granted ? "yes" : "no: refused, saw nothing");
            page.Raw("</tr>\n");
            await page.Flush(cancel);
        }
        page.Raw("</tbody>\n</table>\n");
    }

    private static string Instant(DateTimeOffset instant) =>
        London.Time(instant).ToString("d MMMM yyyy, HH:mm:ss", CultureInfo.InvariantCulture);

    private static AccessLogPosition? After(Query query)
    {
        if (query.Cursor(3) is not [var list, var at, var shown])
        {
            return null;
        }
        if (
            list == query.List
            && DateTimeOffset.TryParseExact(at, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
            && int.TryParse(shown, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        )
        {
            return new AccessLogPosition(instant, count);
        }
        query.RefuseCursor();
        return null;
    }
}

/// <summary>Comes as a page too where the client asks for one; the OpenAPI document says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AlsoHtmlAttribute : Attribute;
