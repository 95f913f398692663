using Microsoft.AspNetCore.Mvc;
using Placements.Api.Http;
using Placements.Api.Operations.Figures;
using Placements.Api.Operations.Reading;
using Placements.Api.Security;
using Placements.Application.Returns.Wales;

namespace Placements.Api.Operations.Returns;

/// <summary>The codes of the Welsh census that hold for an authority in the return year of a day, with how sure each is.</summary>
internal sealed class WalesCodeLists : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapGet("/returns/wales/codes", Handle)
            .For(Application.Access.Operations.ReadCodeLists)
            .WithSummary("Codes of the Welsh census, and how sure each is")
            .WithDescription("Those of the return year that holds the day asked about: as shipped, or as the authority corrected them.")
            .WithTags("Returns")
            .Produces<RowsAnswer<WalesCodeInForce>>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .WithMetadata(new TwoClocksAttribute(), new PagedAttribute(), new AlsoCsvAttribute(), new AuthorityFilterAttribute());

    /// <summary>The year that ends on the 31 March after a day, or on it.</summary>
    internal static int ReturnYearOf(DateOnly day) => day.Month < 4 ? day.Year : day.Year + 1;

    private static async Task<IResult> Handle(HttpContext http, [FromServices] WalesCodes codes, [FromServices] TimeProvider clock)
    {
        var query = new Query(http.Request, clock);
        var (asAt, asKnownAt, limit, after) = (query.AsAt(), query.Instant("asKnownAt"), query.Limit(), ReadCodeLists.After(query));
        var (authority, refused) = OneAuthority.Of(query.Text("authority"), http.Caller());
        if ((query.Problem ?? refused) is { } problem)
        {
            return problem;
        }

        var inForce = await codes.InForce(authority!, ReturnYearOf(asAt), asKnownAt, http.RequestAborted);
        if (http.Request.WantsCsv())
        {
            return new Csv<WalesCodeInForce>(inForce.ToAsyncEnumerable());
        }
        var rest = inForce.Skip(after).ToList();
        var next = rest.Count > limit ? Query.CursorOf(query.List, $"{after + limit}") : null;
        return TypedResults.Ok(new RowsAnswer<WalesCodeInForce>(asAt, asKnownAt ?? query.Now, [.. rest.Take(limit)], next));
    }
}
