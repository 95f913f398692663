using Microsoft.AspNetCore.Mvc;
using Placements.Api.Http;
using Placements.Api.Security;
using Placements.Application.Access;
using Placements.Application.Reading;

namespace Placements.Api.Operations.Reading;

/// <summary>A route that reads one child's record.</summary>
internal static class ChildRoute
{
    /// <param name="read">Reads the query; its answer makes the body from the opened record.</param>
    public static RouteHandlerBuilder MapChild<TAnswer>(
        this IEndpointRouteBuilder v1,
        string path,
        Operation operation,
        Func<Query, Func<OpenedChild, TAnswer>> read
    ) =>
        v1.MapGet(
                $"/children/{{childId:guid}}{path}",
                async (Guid childId, HttpContext http, [FromServices] ChildRecords records, [FromServices] TimeProvider clock) =>
                {
                    var query = new Query(http.Request, clock);
                    var answer = read(query);
                    if (query.Problem is { } problem)
                    {
                        return problem;
                    }
                    if (await records.Open(http.Caller(), operation, childId, http.RequestAborted) is not { } child)
                    {
                        return Problem.NoSuchChild();
                    }
                    http.Response.Headers.ETag = IfMatch.Tag(child.Version);
                    return (IResult)TypedResults.Ok(answer(child));
                }
            )
            .For(operation)
            .WithTags("Reading one child")
            .Produces<TAnswer>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status404NotFound, Problem.ContentType)
            .WithMetadata(new TwoClocksAttribute());
}

/// <summary>Takes <c>asAt</c> and <c>asKnownAt</c>; the OpenAPI document says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TwoClocksAttribute : Attribute;
