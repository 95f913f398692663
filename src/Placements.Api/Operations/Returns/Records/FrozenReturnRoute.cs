using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Placements.Api.Http;
using Placements.Api.Security;
using Placements.Application.Access;
using Placements.Application.Returns.Records;

namespace Placements.Api.Operations.Returns.Records;

/// <summary>Routes that read one return that was made: found among the caller's own, written down, then answered.</summary>
internal static class FrozenReturnRoute
{
    /// <param name="answer">Reads the rest of the query, then says how to answer once the return is found.</param>
    public static RouteHandlerBuilder MapFrozenReturn(
        this IEndpointRouteBuilder v1,
        string path,
        Func<HttpContext, Query, Func<FrozenReturn, Task<IResult>>> answer
    ) =>
        v1.MapGet(
                $"/returns/{{returnId:guid}}{path}",
                async (
                    Guid returnId,
                    HttpContext http,
                    [FromServices] FrozenReturns returns,
                    [FromServices] NpgsqlDataSource database,
                    [FromServices] TimeProvider clock
                ) =>
                {
                    var query = new Query(http.Request, clock);
                    var whenFound = answer(http, query);
                    if (query.Problem is { } problem)
                    {
                        return problem;
                    }
                    var caller = http.Caller();
                    if (await returns.Find(caller.Authorities, returnId, http.RequestAborted) is not { } found)
                    {
                        return NoSuchReturn();
                    }
                    var operation = Application.Access.Operations.MakeReturn;
                    await ReadAudit.OfRows(database, caller, operation, [found.Authority], http.RequestAborted);
                    return await whenFound(found);
                }
            )
            .For(Application.Access.Operations.MakeReturn)
            .WithTags("Returns")
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status404NotFound, Problem.ContentType);

    /// <summary>The same for a return that does not exist and for one of another authority.</summary>
    private static Problem NoSuchReturn() =>
        Problem.Of(
            StatusCodes.Status404NotFound,
            "Not found",
            "return_not_found",
            "There is no such return, or you have no right to see it."
        );
}
