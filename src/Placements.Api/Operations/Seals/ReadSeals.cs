using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Placements.Api.Http;
using Placements.Api.Operations.Figures;
using Placements.Api.Security;
using Placements.EventStore.Seals;

namespace Placements.Api.Operations.Seals;

/// <summary>The seals over the log, for who keeps them elsewhere: with them, a log that was cut is told from one that was not.</summary>
internal sealed class ReadSeals : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapGet("/seals", All)
            .For(Application.Access.Operations.ReadSeals)
            .WithSummary("The seals over the whole log, the newest first")
            .WithTags("Seals")
            .Produces<Page<Seal>>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .WithMetadata(new PagedAttribute());

    private static async Task<IResult> All(HttpContext http, [FromServices] SealLog seals, [FromServices] TimeProvider clock)
    {
        var query = new Query(http.Request, clock);
        var (limit, cursor) = (query.Limit(), query.Cursor(2));
        long below = 0;
        if (
            cursor is not null
            && (cursor[0] != query.List || !long.TryParse(cursor[1], NumberStyles.None, CultureInfo.InvariantCulture, out below))
        )
        {
            query.RefuseCursor();
        }
        if (query.Problem is { } problem)
        {
            return problem;
        }
        // One more than asked for tells whether there is a next page.
        var found = await seals.Newest(cursor is null ? null : below, limit + 1, http.RequestAborted);
        var items = found.Take(limit).ToList();
        return TypedResults.Ok(
            new Page<Seal>(
                items,
                found.Count > limit ? Query.CursorOf(query.List, items[^1].Number.ToString(CultureInfo.InvariantCulture)) : null
            )
        );
    }
}
