using Microsoft.AspNetCore.Mvc;
using Placements.Api.Http;
using Placements.Api.Operations.Figures;
using Placements.Api.Security;
using Placements.Application.Access;
using Placements.Application.Returns.Records;

namespace Placements.Api.Operations.Returns.Records;

internal sealed class FindFrozenReturns : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapGet("/returns", Handle)
            .For(Application.Access.Operations.MakeReturn)
            .WithSummary("Returns that were made, the latest first")
            .WithTags("Returns")
            .Produces<Page<FrozenReturn>>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .WithMetadata(new PagedAttribute(), new AuthorityFilterAttribute());

    private static async Task<IResult> Handle(
        HttpContext http,
        [FromServices] FrozenReturns returns,
        [FromServices] SeenReturns seen,
        [FromServices] CallersDatabase database,
        [FromServices] TimeProvider clock
    )
    {
        var query = new Query(http.Request, clock);
        var (limit, before, authority) = (query.Limit(), Before(query), query.Text("authority"));
        if (query.Problem is { } problem)
        {
            return problem;
        }
        var caller = http.Caller();
        if (authority is not null && !caller.Authorities.Contains(authority, StringComparer.Ordinal))
        {
            return Problem.NotAllowed("You have no right to that authority.");
        }

        IReadOnlyList<string> authorities = authority is null ? caller.Authorities : [authority];
        await ReadAudit.OfRows(database, caller, Application.Access.Operations.MakeReturn, authorities, http.RequestAborted);
        // One more than asked for tells whether there is a next page.
        var found = await returns.Page(authorities, before, limit + 1, http.RequestAborted);
        var page = found.Take(limit).ToList();
        var shown = await seen.Of(page, caller, http.RequestAborted);
        return TypedResults.Ok(
            new Page<FrozenReturn>(
                [.. shown.Select(one => one.Return)],
                found.Count > limit ? Query.CursorOf(query.List, $"{page[^1].ReturnId}") : null
            )
        );
    }

    private static Guid? Before(Query query)
    {
        if (query.Cursor(2) is not [var list, var text])
        {
            return null;
        }
        if (list == query.List && Guid.TryParse(text, out var id))
        {
            return id;
        }
        query.RefuseCursor();
        return null;
    }
}
