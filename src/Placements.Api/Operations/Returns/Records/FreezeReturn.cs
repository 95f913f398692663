using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Placements.Api.Http;
using Placements.Api.Security;
using Placements.Application;
using Placements.Application.Access;
using Placements.Application.Returns.Records;

namespace Placements.Api.Operations.Returns.Records;

/// <summary>A return is made for good.</summary>
internal sealed class FreezeReturn : IOperation
{
    private const int LongestNote = 2_000;

    /// <param name="Authority">GSS code, for who works for several.</param>
    /// <param name="Note">Kept with the return: what it is for, who asked for it.</param>
    internal sealed record ReturnToMake(string? Authority = null, string? Note = null)
    {
        public required int Year { get; init; }

        public required string Kind { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapPost("/returns", Handle)
            .For(Application.Access.Operations.FreezeReturn)
            .ForManyChildren()
            .WithSummary("Make a return for good")
            .WithDescription(
                "Keeps the files of the return of `year` (2026 is 1 April 2025 to 31 March 2026) as known now, with their hashes. They never "
                    + "change; made once more, the return of a year stands beside the first. `kind` is `ssda903` or `wales_census`."
            )
            .WithTags("Returns")
            .Accepts<ReturnToMake>("application/json")
            .Produces<FrozenReturn>(StatusCodes.Status201Created)
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status413PayloadTooLarge, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status415UnsupportedMediaType, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status422UnprocessableEntity, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status503ServiceUnavailable, Problem.ContentType);

    private static async Task<IResult> Handle(
        HttpContext http,
        [FromServices] ReturnFreezing freezing,
        [FromServices] SeenReturns seen,
        [FromServices] ReturnKinds kinds,
        [FromServices] CallersDatabase database,
        [FromServices] TimeProvider clock
    )
    {
        var (write, unreadable) = await WriteRequest.Read(http.Request, withoutVersion: true);
        if (unreadable is not null)
        {
            return unreadable;
        }
        var (body, malformed) = RequestBody.As<ReturnToMake>(write!.Body);
        if (malformed is not null)
        {
            return malformed;
        }
        var (authority, refused) = OneAuthority.Of(body!.Authority, http.Caller());
        if (refused is not null)
        {
            return refused;
        }
        if (kinds.Find(body.Kind) is not { } kind)
        {
            var names = string.Join(" or ", kinds.All.Select(one => one.Name));
            return Problem.BadRequest("kind_unknown", $"The kind of return is {names}.", "kind");
        }
        if (ReturnYears.WhyNot(body.Year, kind.FirstYear, kind.LastYear, London.Today(clock)) is var (code, sentence))
        {
            return Problem.BadRequest(code, sentence, "year");
        }
        if (body.Note?.Length > LongestNote)
        {
            return Problem.BadRequest("note_too_long", $"A note has at most {LongestNote:N0} characters.", "note");
        }

        var cancel = http.RequestAborted;
        await ReadAudit.OfRows(database, http.Caller(), Application.Access.Operations.FreezeReturn, [authority!], cancel);
        var request = new FreezeRequest(authority!, kind, body.Year, body.Note);
        var outcome = await freezing.Freeze(http.Caller(), request, write.Key, cancel);
        return outcome is FreezeOutcome.Frozen frozen
            // The return holds every child; the answer does not count those whom the caller may not see.
            ? Made((await seen.Of(frozen.Return, http.Caller(), cancel)).Return)
            : Refused(outcome);
    }

    private static IResult Made(FrozenReturn made) => TypedResults.Created($"/v1/returns/{made.ReturnId}", made);

    private static IResult Refused(FreezeOutcome outcome) =>
        outcome switch
        {
            FreezeOutcome.LogBusy => Problem.Of(
                StatusCodes.Status503ServiceUnavailable,
                "Not available",
                "log_busy",
                "An import is being written, and what is known now cannot be told before it ends: nothing was kept. Try again when it has ended."
            ),
            _ => Answers.KeyUsedForAnother(),
        };
}
