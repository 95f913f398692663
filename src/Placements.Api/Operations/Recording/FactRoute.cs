using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Placements.Api.Http;
using Placements.Api.Security;
using Placements.Application.Access;
using Placements.Application.Recording;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

/// <summary>A route that records one fact of one kind. Members that the path names may be left out of the body.</summary>
internal static class FactRoute
{
    public static RouteHandlerBuilder MapFact<TFact>(this IEndpointRouteBuilder v1, string path, string summary, string description = "")
        where TFact : ChildEvent
    {
        var name = EventCatalogue.All.Single(type => type.Class == typeof(TFact)).Name;
        var members = typeof(TFact).GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).ToHashSet();

        return v1.MapPost(
                $"/children/{{childId:guid}}/{path}",
                async (Guid childId, HttpContext http, [FromServices] Recorder recorder) =>
                {
                    var (request, unreadable) = await WriteRequest.Read(http.Request);
                    if (unreadable is not null)
                    {
                        return unreadable;
                    }
                    var (fact, problem) = RequestBody.As<ChildEvent>(
                        request!.Body,
                        body => Complete(body, name, members, http.Request.RouteValues)
                    );
                    if (problem is not null)
                    {
                        return problem;
                    }

                    var outcome = await recorder.Record(
                        http.Caller(),
                        childId,
                        [fact!],
                        request.Precondition,
                        request.Key,
                        http.RequestAborted
                    );
                    return Answers.Of(outcome is RecordingOutcome.Refused refused ? OfOneFact(refused) : outcome, http);
                }
            )
            .For(Application.Access.Operations.Record)
            .WithSummary(summary)
            .WithDescription($"Records `{name}`. {description}".TrimEnd())
            .WithTags("Recording")
            .Accepts<TFact>("application/json")
            .AnswersAWrite();
    }

    /// <summary>The error answers that every write has.</summary>
    public static RouteHandlerBuilder AnswersAWrite(this RouteHandlerBuilder route) =>
        route
            .Produces<WriteAnswer>(StatusCodes.Status201Created)
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status404NotFound, Problem.ContentType)
            .Produces<StaleProblemBody>(StatusCodes.Status412PreconditionFailed, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status413PayloadTooLarge, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status415UnsupportedMediaType, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status422UnprocessableEntity, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status428PreconditionRequired, Problem.ContentType);

    private static Problem? Complete(JsonObject body, string type, HashSet<string> members, RouteValueDictionary path)
    {
        if (body.ContainsKey("type") && body["type"]?.ToString() != type)
        {
            return Problem.BadRequest("member_contradicts_path", $"This route records {type}.", "type");
        }
        body["type"] = type;

        foreach (var (member, value) in path)
        {
            if (!members.Contains(member))
            {
                continue;
            }
            if (body[member] is { } said && !string.Equals(said.ToString(), value!.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                return Problem.BadRequest("member_contradicts_path", "The body names another one than the path.", member);
            }
            body[member] = value!.ToString();
        }
        return null;
    }

    /// <summary>A body that is one entry has no list for the field to point into.</summary>
    private static RecordingOutcome.Refused OfOneFact(RecordingOutcome.Refused refused)
    {
        const string First = "entries[0]";
        return new([
            .. refused.Refusals.Select(refusal =>
                refusal.Field?.StartsWith(First, StringComparison.Ordinal) == true
                    ? refusal with
                    {
                        Field = refusal.Field.Length == First.Length ? null : refusal.Field[(First.Length + 1)..],
                    }
                    : refusal
            ),
        ]);
    }
}
