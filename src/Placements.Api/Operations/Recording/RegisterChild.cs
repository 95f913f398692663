using Microsoft.AspNetCore.Mvc;
using Placements.Api.Http;
using Placements.Api.Security;
using Placements.Application.Recording;
using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

internal sealed class RegisterChild : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapPost("/children", Handle)
            .For(Application.Access.Operations.Register)
            .WithSummary("Register a child")
            .WithDescription("Records `child_registered`, the first entry of the child's record, and gives the child's id.")
            .WithTags("Recording")
            .Accepts<ChildRegistered>("application/json")
            .AnswersAWrite();

    private static async Task<IResult> Handle(HttpContext http, [FromServices] Recorder recorder)
    {
        var (request, unreadable) = await WriteRequest.Read(http.Request, withoutVersion: true);
        if (unreadable is not null)
        {
            return unreadable;
        }
        var (fact, problem) = RequestBody.As<ChildRegistered>(request!.Body);
        if (problem is not null)
        {
            return problem;
        }
        return Answers.Of(await recorder.Register(http.Caller(), fact!, request.Key, http.RequestAborted), http);
    }
}
