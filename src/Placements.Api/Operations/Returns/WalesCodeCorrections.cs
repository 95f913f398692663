using Microsoft.AspNetCore.Mvc;
using Placements.Api.Http;
using Placements.Api.Security;
using Placements.Application.Returns.Wales;
using Placements.Domain.Codes.Returns;

namespace Placements.Api.Operations.Returns;

/// <summary>A council that has the census's own list puts codes right; what was shipped stays beside it.</summary>
internal sealed class WalesCodeCorrections : IOperation
{
    private const int FirstYear = 2000;
    private const int LastYear = 2100;

    /// <param name="Authority">GSS code, for who works for several.</param>
    internal sealed record Body(string? Authority = null)
    {
        public required IReadOnlyList<WalesCodeCorrection> Corrections { get; init; }
    }

    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapPut("/returns/wales/codes", Handle)
            .For(Application.Access.Operations.CorrectReturnCodes)
            .WithSummary("Correct codes of the Welsh census")
            .WithDescription(
                "All or none. A correction wins over what was shipped and over earlier corrections from the moment it is made; returns as "
                    + "they were known before keep the codes of then. A code is withdrawn by correcting it again."
            )
            .WithTags("Returns")
            .Accepts<Body>("application/json")
            .Produces(StatusCodes.Status204NoContent)
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status413PayloadTooLarge, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status415UnsupportedMediaType, Problem.ContentType);

    private static async Task<IResult> Handle(HttpContext http, [FromServices] WalesCodes codes)
    {
        var (bytes, unreadable) = await RequestBody.Read(http.Request);
        if (unreadable is not null)
        {
            return unreadable;
        }
        var (body, malformed) = RequestBody.As<Body>(bytes);
        if (malformed is not null)
        {
            return malformed;
        }
        var (authority, refused) = OneAuthority.Of(body!.Authority, http.Caller());
        if ((refused ?? Wrong(body.Corrections)) is { } problem)
        {
            return problem;
        }
        await codes.Correct(authority!, body.Corrections, http.Caller(), http.RequestAborted);
        return TypedResults.NoContent();
    }

    /// <summary>The first thing wrong, with the place where it stands.</summary>
    private static Problem? Wrong(IReadOnlyList<WalesCodeCorrection> corrections)
    {
        if (corrections.Count == 0)
        {
            return Problem.BadRequest("corrections_missing", "There is nothing to correct.", "corrections");
        }
        for (var i = 0; i < corrections.Count; i++)
        {
            var correction = corrections[i];
            var ofList = WalesReturn.Shipped.Where(row => row.List == correction.CodeList).ToList();
            if (ofList.Count == 0)
            {
                var lists = string.Join(", ", WalesReturn.Shipped.Select(row => row.List).Distinct(StringComparer.Ordinal));
                return At("codeList", "code_list_unknown", $"There is no such list; it must be one of: {lists}.");
            }
            if (!ofList.Exists(row => row.Value == correction.Value))
            {
                return At(
                    "value",
                    "value_unknown",
                    "The list has no such value of ours; GET /v1/returns/wales/codes names those that there are."
                );
            }
            if (!correction.IsWellFormed)
            {
                return At("code", "code_malformed", $"A code has 1 to {WalesCodeCorrection.LongestCode} letters or digits.");
            }
            if (correction.FromYear is < FirstYear or > LastYear)
            {
                return At("fromYear", "year_out_of_range", $"A return year lies between {FirstYear} and {LastYear}.");
            }
            if (correction.ToYear is < FirstYear or > LastYear)
            {
                return At("toYear", "year_out_of_range", $"A return year lies between {FirstYear} and {LastYear}.");
            }
            if (correction.FromYear > correction.ToYear)
            {
                return At("toYear", "years_reversed", "The last year lies before the first.");
            }

            Problem At(string member, string code, string message) => Problem.BadRequest(code, message, $"corrections[{i}].{member}");
        }
        return null;
    }
}
