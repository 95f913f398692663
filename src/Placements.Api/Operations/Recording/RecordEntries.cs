using Microsoft.AspNetCore.Mvc;
using Placements.Api.Http;
using Placements.Api.Security;
using Placements.Application.Recording;
using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

/// <summary>One or several facts at once, all or none: what hangs together is recorded, and corrected, together.</summary>
internal sealed class RecordEntries : IOperation
{
    private const int Most = 500;

    /// <summary>The facts, each with its <c>type</c>.</summary>
    internal sealed record EntriesToRecord
    {
        public required IReadOnlyList<ChildEvent> Entries { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapPost("/children/{childId:guid}/entries", Handle)
            .For(Application.Access.Operations.Record)
            .WithSummary("Record one or several facts, all or none")
            .WithDescription(
                "Late entry is normal. A refusal names the entries that contradict what is recorded: correct them in the same call."
            )
            .WithTags("Recording")
            .Accepts<EntriesToRecord>("application/json")
            .AnswersAWrite();

    private static async Task<IResult> Handle(Guid childId, HttpContext http, [FromServices] Recorder recorder)
    {
        var (request, unreadable) = await WriteRequest.Read(http.Request);
        if (unreadable is not null)
        {
            return unreadable;
        }
        var (body, problem) = RequestBody.As<EntriesToRecord>(request!.Body);
        if (problem is not null)
        {
            return problem;
        }
        if (body!.Entries.Count is 0 or > Most)
        {
            return Problem.BadRequest("entries_count", $"Give 1 to {Most} entries in one call.", "entries");
        }
        if (body.Entries.Any(entry => entry is ChildRegistered))
        {
            return Problem.BadRequest("child_registered_here", "A child is registered by POST /v1/children.", "entries");
        }
        return Answers.Of(
            await recorder.Record(http.Caller(), childId, body.Entries, request.Precondition, request.Key, http.RequestAborted),
            http
        );
    }
}
