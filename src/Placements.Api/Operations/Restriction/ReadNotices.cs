using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Placements.Api.Http;
using Placements.Api.Operations.Figures;
using Placements.Api.Security;
using Placements.Application.Access;

namespace Placements.Api.Operations.Restriction;

/// <summary>What the owners of restricted records are told.</summary>
internal sealed class ReadNotices : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapGet("/notices", Handle)
            .For(Application.Access.Operations.ReadNotices)
            .WithSummary("Openings of restricted records on whose list you stood, the latest first")
            .WithDescription("Who opened the record by break-glass, when, until when and why.")
            .WithTags("Restricted records")
            .Produces<Page<Notice>>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .WithMetadata(new PagedAttribute());

    private static async Task<IResult> Handle(
        HttpContext http,
        [FromServices] Notices notices,
        [FromServices] CallersDatabase database,
        [FromServices] TimeProvider clock
    )
    {
        var query = new Query(http.Request, clock);
        var (limit, before) = (query.Limit(), Before(query));
        if (query.Problem is { } problem)
        {
            return problem;
        }
        var (caller, cancel) = (http.Caller(), http.RequestAborted);
        await ReadAudit.OfRows(database, caller, Application.Access.Operations.ReadNotices, caller.Authorities, cancel);
        // One more than asked for tells whether there is a next page.
        var found = await notices.Page(caller, before, limit + 1, cancel);
        var page = found.Take(limit).ToList();
        var next = found.Count > limit ? Query.CursorOf(query.List, $"{page[^1].OpenedAt:O}", $"{page[^1].EntryId}") : null;
        return TypedResults.Ok(new Page<Notice>(page, next));
    }

    private static (DateTimeOffset, Guid)? Before(Query query)
    {
        if (query.Cursor(3) is not [var list, var at, var entry])
        {
            return null;
        }
        if (
            list == query.List
            && Guid.TryParse(entry, out var entryId)
            && DateTimeOffset.TryParseExact(at, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var openedAt)
        )
        {
            return (openedAt, entryId);
        }
        query.RefuseCursor();
        return null;
    }
}
