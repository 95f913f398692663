using Microsoft.AspNetCore.Mvc;
using Placements.Api.Http;
using Placements.Api.Operations.Recording;
using Placements.Api.Security;
using Placements.Application;
using Placements.Application.Recording;
using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Restriction;

/// <summary>Why something is done about a restricted record.</summary>
internal sealed record ReasonGiven
{
    public required string Reason { get; init; }
}

/// <summary>The record is open again to all who see the child's team.</summary>
internal sealed class LiftRestriction : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapPost("/children/{childId:guid}/restriction/lift", Handle)
            .For(Application.Access.Operations.Restrict)
            .WithSummary("Lift the restriction of a child's record")
            .WithDescription("Records `restriction_lifted`, by a manager who may see the child.")
            .WithTags("Restricted records")
            .Accepts<ReasonGiven>("application/json")
            .AnswersAWrite();

    private static async Task<IResult> Handle(
        Guid childId,
        HttpContext http,
        [FromServices] Recorder recorder,
        [FromServices] TimeProvider clock
    )
    {
        var (request, unreadable) = await WriteRequest.Read(http.Request);
        if (unreadable is not null)
        {
            return unreadable;
        }
        var (body, problem) = RequestBody.As<ReasonGiven>(request!.Body);
        if (problem is not null)
        {
            return problem;
        }
        var fact = new RestrictionLifted { EffectiveOn = London.Today(clock), Reason = body!.Reason };
        return Answers.Of(
            await recorder.LiftRestriction(http.Caller(), childId, fact, request.Precondition, request.Key, http.RequestAborted),
            http
        );
    }
}
