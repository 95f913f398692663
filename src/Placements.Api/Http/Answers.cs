using Placements.Application.Recording;

namespace Placements.Api.Http;

/// <summary>A page of a list. <c>next</c> goes into <c>cursor</c> for the next page; null at the end.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Outcomes of recording as HTTP answers.</summary>
public static class Answers
{
    public static IResult Of(RecordingOutcome outcome, HttpContext http) =>
        outcome switch
        {
            RecordingOutcome.Recorded recorded => Recorded(recorded.Answer, http),
            RecordingOutcome.Refused refused => new Problem(
                StatusCodes.Status422UnprocessableEntity,
                "A rule refuses this",
                [.. refused.Refusals.Select(refusal => new ProblemItem(refusal.Code, refusal.Field, refusal.Message, refusal.EntryIds))]
            ),
            RecordingOutcome.NotAllowed notAllowed => Problem.NotAllowed(notAllowed.Why),
            RecordingOutcome.Stale stale => new Problem(
                StatusCodes.Status412PreconditionFailed,
                "The record has moved on",
                [
                    new ProblemItem(
                        "stale_version",
                        "If-Match",
                        $"The record is at version {stale.Version} now: look at the entries recorded since, then send yours again."
                    ),
                ]
            )
            {
                ETag = IfMatch.Tag(stale.Version),
                More = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["version"] = stale.Version,
                    ["entriesSince"] = stale.EntriesSince,
                },
            },
            RecordingOutcome.KeyUsedForAnother => KeyUsedForAnother(),
            _ => Problem.NoSuchChild(),
        };

    public static Problem KeyUsedForAnother() =>
        Problem.Of(
            StatusCodes.Status422UnprocessableEntity,
            "The key is taken",
            "idempotency_key_reused",
            "This Idempotency-Key was used for another request: choose a new one.",
            "Idempotency-Key"
        );

    private static IResult Recorded(WriteAnswer answer, HttpContext http)
    {
        http.Response.Headers.ETag = IfMatch.Tag(answer.Version);
        return TypedResults.Created($"/v1/children/{answer.ChildId}", answer);
    }
}
