using Microsoft.AspNetCore.Mvc;
using Placements.Api.Http;
using Placements.Api.Security;
using Placements.Application.Reading;

namespace Placements.Api.Operations.Restriction;

/// <summary>Who may see a child's record, and to whom it was opened.</summary>
internal sealed class ReadRestriction : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapGet("/children/{childId:guid}/restriction", Handle)
            .For(Application.Access.Operations.ReadRestriction)
            .WithSummary("Who may see a child's record: the list, since when, why, and every opening by break-glass")
            .WithTags("Restricted records")
            .Produces<RestrictionAnswer>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status404NotFound, Problem.ContentType);

    private static async Task<IResult> Handle(
        Guid childId,
        HttpContext http,
        [FromServices] ChildRecords records,
        [FromServices] TimeProvider clock
    )
    {
        if (new Query(http.Request, clock).Problem is { } problem)
        {
            return problem;
        }
        if (await records.Open(http.Caller(), Application.Access.Operations.ReadRestriction, childId, http.RequestAborted) is not { } child)
        {
            return Problem.NoSuchChild();
        }
        http.Response.Headers.ETag = IfMatch.Tag(child.Version);
        return TypedResults.Ok(RestrictionAnswer.Of(child));
    }
}
