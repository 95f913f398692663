using Microsoft.AspNetCore.Mvc;
using Placements.Api.Http;
using Placements.Api.Operations.Recording;
using Placements.Api.Security;
using Placements.Application;
using Placements.Application.Recording;
using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Restriction;

/// <summary>Only these people and teams may see the record from now on.</summary>
internal sealed class RestrictRecord : IOperation
{
    private const int Most = 200;
    private const int LongestName = 200;

    internal sealed record RestrictionToSet
    {
        /// <summary>Subjects, as their tokens name them.</summary>
        public required IReadOnlyList<string> People { get; init; }

        public required IReadOnlyList<string> Teams { get; init; }

        public required string Reason { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapPut("/children/{childId:guid}/restriction", Handle)
            .For(Application.Access.Operations.Restrict)
            .WithSummary("Restrict who may see a child's record")
            .WithDescription(
                "Records `access_restricted`: from then on only the people named (by the subject of their token) and the members of the teams "
                    + "named see the child. For everybody else, whatever their role, there is no such child: not in a lookup, search, list, "
                    + "count or export. It stands in the place of a list set before. Who restricts need not be on the list."
            )
            .WithTags("Restricted records")
            .Accepts<RestrictionToSet>("application/json")
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
        var (body, problem) = RequestBody.As<RestrictionToSet>(request!.Body);
        if ((problem ?? WhatIsWrong(body!.People, "people") ?? WhatIsWrong(body!.Teams, "teams")) is { } wrong)
        {
            return wrong;
        }
        var fact = new AccessRestricted
        {
            EffectiveOn = London.Today(clock),
            People = [.. body!.People.Distinct(StringComparer.Ordinal)],
            Teams = [.. body.Teams.Distinct(StringComparer.Ordinal)],
            Reason = body.Reason,
        };
        return Answers.Of(
            await recorder.Restrict(http.Caller(), childId, fact, request.Precondition, request.Key, http.RequestAborted),
            http
        );
    }

    private static Problem? WhatIsWrong(IReadOnlyList<string> names, string member)
    {
        if (names.Count > Most)
        {
            return Problem.BadRequest("list_too_long", $"The list has more than {Most} names: name teams instead of people.", member);
        }
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Length > LongestName)
            {
                return Problem.BadRequest("name_too_long", $"The name is longer than {LongestName} characters.", $"{member}[{i}]");
            }
        }
        return null;
    }
}
