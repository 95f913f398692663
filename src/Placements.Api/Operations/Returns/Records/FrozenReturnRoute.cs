using Placements.Api.Http;
using Placements.Api.Security;
using Placements.Application.Access;
using Placements.Application.Returns.Records;

namespace Placements.Api.Operations.Returns.Records;

/// <summary>Routes that read one return that was made: found among the caller's own, written down, then answered.</summary>
internal static class FrozenReturnRoute
{
    /// <param name="path">Below the return's own.</param>
    /// <param name="handler">Takes <c>returnId</c> and what else the path names, and leaves the rest to <see cref="Answer"/>.</param>
    public static RouteHandlerBuilder MapFrozenReturn(this IEndpointRouteBuilder v1, string path, Delegate handler) =>
        v1.MapGet($"/returns/{{returnId:guid}}{path}", handler)
            .For(Application.Access.Operations.MakeReturn)
            .WithTags("Returns")
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status404NotFound, Problem.ContentType);

    /// <param name="read">Reads the rest of the query, then says how to answer once the return is found: as the caller sees it.</param>
    public static async Task<IResult> Answer(HttpContext http, Guid returnId, Func<Query, Func<SeenReturn, Task<IResult>>> read)
    {
        var services = http.RequestServices;
        var query = new Query(http.Request, services.GetRequiredService<TimeProvider>());
        var answer = read(query);
        if (query.Problem is { } problem)
        {
            return problem;
        }
        var (caller, cancel) = (http.Caller(), http.RequestAborted);
        if (await services.GetRequiredService<FrozenReturns>().Find(caller.Authorities, returnId, cancel) is not { } found)
        {
            return NoSuchReturn();
        }
        var database = services.GetRequiredService<CallersDatabase>();
        await ReadAudit.OfRows(database, caller, Application.Access.Operations.MakeReturn, [found.Authority], cancel);
        return await answer(await services.GetRequiredService<SeenReturns>().Of(found, caller, cancel));
    }

    /// <summary>Before files go out: a row for each child that the return shows the caller.</summary>
    public static async Task WriteDownChildren(HttpContext http, FrozenReturn found)
    {
        var (services, caller, cancel) = (http.RequestServices, http.Caller(), http.RequestAborted);
        var database = services.GetRequiredService<CallersDatabase>();
        var children = await services.GetRequiredService<FrozenChildren>().Of(found, cancel);
        var hidden = await HiddenChildren.From(database, caller, [found.Authority], cancel) ?? [];
        await ReadAudit.OfListed(
            database,
            caller,
            Application.Access.Operations.MakeReturn,
            [found.Authority],
            children.Except(hidden),
            cancel
        );
    }

    /// <summary>The same for a return that does not exist and for one of another authority.</summary>
    private static Problem NoSuchReturn() =>
        Problem.Of(
            StatusCodes.Status404NotFound,
            "Not found",
            "return_not_found",
            "There is no such return, or you have no right to see it."
        );
}
