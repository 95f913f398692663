using Microsoft.AspNetCore.Mvc;
using Placements.Api.Http;
using Placements.Api.Security;
using Placements.Application.Recording;

namespace Placements.Api.Operations.Restriction;

/// <summary>A manager who is not on the list opens a restricted record for a time.</summary>
internal sealed class BreakGlass : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapPost("/children/{childId:guid}/break-glass", Handle)
            .For(Application.Access.Operations.BreakGlass)
            .WithSummary("Open a restricted record for a stated reason and a limited time")
            .WithDescription(
                "Records `access_opened` in the child's record and tells those who are on its list (`GET /v1/notices`). The record is open to "
                    + "the caller for four hours; `openUntil` says until when. No If-Match: its version cannot be known before. Who may see the "
                    + "record already is refused with `not_restricted`."
            )
            .WithTags("Restricted records")
            .Accepts<ReasonGiven>("application/json")
            .Produces<WriteAnswer>(StatusCodes.Status201Created)
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status404NotFound, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status413PayloadTooLarge, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status415UnsupportedMediaType, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status422UnprocessableEntity, Problem.ContentType)
            .WithMetadata(new WithoutVersionAttribute());

    private static async Task<IResult> Handle(Guid childId, HttpContext http, [FromServices] Recorder recorder)
    {
        var (request, unreadable) = await WriteRequest.Read(http.Request, withoutVersion: true);
        if (unreadable is not null)
        {
            return unreadable;
        }
        var (body, problem) = RequestBody.As<ReasonGiven>(request!.Body);
        if (problem is not null)
        {
            return problem;
        }
        return Answers.Of(await recorder.BreakGlass(http.Caller(), childId, body!.Reason, request.Key, http.RequestAborted), http);
    }
}

/// <summary>A write to a child that takes no If-Match; the OpenAPI document says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class WithoutVersionAttribute : Attribute;
