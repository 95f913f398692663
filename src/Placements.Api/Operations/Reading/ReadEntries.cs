using Microsoft.AspNetCore.Mvc;
using Placements.Api.Http;
using Placements.Api.Operations.Figures;
using Placements.Api.Security;
using Placements.Application.Reading;

namespace Placements.Api.Operations.Reading;

internal sealed class ReadEntries : IOperation
{
    /// <summary>A page of entries, with the clocks they were asked for.</summary>
    /// <param name="AsAt">Null when left out: the stream then shows also what was recorded ahead of its day.</param>
    internal sealed record EntriesAnswer(DateOnly? AsAt, DateTimeOffset AsKnownAt, IReadOnlyList<EntryItem> Items, string? Next);

    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapGet("/children/{childId:guid}/entries", Handle)
            .For(Application.Access.Operations.ReadEntries)
            .WithSummary("The raw entries in recorded order, each with its corrections")
            .WithTags("Reading one child")
            .Produces<EntriesAnswer>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status404NotFound, Problem.ContentType)
            .WithMetadata(new TwoClocksAttribute(), new PagedAttribute(), new AlsoCsvAttribute());

    private static async Task<IResult> Handle(
        Guid childId,
        HttpContext http,
        [FromServices] ChildRecords records,
        [FromServices] TimeProvider clock
    )
    {
        var query = new Query(http.Request, clock);
        var (asAt, asked, limit, after) = (query.Date("asAt"), query.Instant("asKnownAt"), query.Limit(), After(query));
        if (query.Problem is { } problem)
        {
            return problem;
        }
        if (await records.Open(http.Caller(), Application.Access.Operations.ReadEntries, childId, http.RequestAborted) is not { } child)
        {
            return Problem.NoSuchChild();
        }

        http.Response.Headers.ETag = IfMatch.Tag(child.Version);
        var asKnownAt = child.KnownAt(asked, query.Now);
        var all = EntryItem.Of(child, asAt, asKnownAt);
        if (http.Request.WantsCsv())
        {
            return new Csv<EntryItem>(all.ToAsyncEnumerable());
        }
        var page = all.Where(entry => entry.Version > after).Take(limit).ToList();
        var more = page.Count > 0 && page[^1].Version < all[^1].Version;
        return TypedResults.Ok(new EntriesAnswer(asAt, asKnownAt, page, more ? Query.CursorOf(query.List, $"{page[^1].Version}") : null));
    }

    private static long After(Query query)
    {
        if (query.Cursor(2) is not [var list, var text])
        {
            return 0;
        }
        if (list == query.List && long.TryParse(text, System.Globalization.NumberStyles.None, null, out var version))
        {
            return version;
        }
        query.RefuseCursor();
        return 0;
    }
}
