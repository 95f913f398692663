using Microsoft.AspNetCore.Mvc;
using Placements.Api.Http;
using Placements.Api.Operations.Figures;
using Placements.Api.Security;
using Placements.Application.Reading;

namespace Placements.Api.Operations.Reading;

internal sealed class ReadCodeLists : IOperation
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/code-lists", All)
            .For(Application.Access.Operations.ReadCodeLists)
            .WithSummary("All code lists with their labels")
            .WithTags("Code lists")
            .Produces<Page<CodeListAnswer>>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .WithMetadata(new PagedAttribute(), new AlsoCsvAttribute());

        v1.MapGet("/code-lists/{name}", Handle)
            .For(Application.Access.Operations.ReadCodeLists)
            .WithSummary("One code list with its labels")
            .WithTags("Code lists")
            .Produces<CodeListAnswer>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status404NotFound, Problem.ContentType);
    }

    private static IResult All(HttpContext http, [FromServices] TimeProvider clock)
    {
        var query = new Query(http.Request, clock);
        var (limit, after) = (query.Limit(), After(query));
        if (query.Problem is { } problem)
        {
            return problem;
        }
        if (http.Request.WantsCsv())
        {
            var values = CodeListAnswer.All.SelectMany(list =>
                list.Values.Select(value => new ListedValue(list.Name, value.Value, value.Label))
            );
            return new Csv<ListedValue>(values.ToAsyncEnumerable());
        }
        var rest = CodeListAnswer.All.Skip(after).ToList();
        var next = rest.Count > limit ? Query.CursorOf(query.List, $"{after + limit}") : null;
        return TypedResults.Ok(new Page<CodeListAnswer>([.. rest.Take(limit)], next));
    }

    /// <summary>A value as a row of the CSV, which has no lists within lists.</summary>
    private sealed record ListedValue(string List, string Value, string Label);

    /// <summary>How many of a fixed list the page before ended with.</summary>
    internal static int After(Query query)
    {
        if (query.Cursor(2) is not [var list, var text])
        {
            return 0;
        }
        if (list == query.List && int.TryParse(text, System.Globalization.NumberStyles.None, null, out var after))
        {
            return after;
        }
        query.RefuseCursor();
        return 0;
    }

    private static IResult Handle([FromRoute] string name) =>
        CodeListAnswer.All.FirstOrDefault(list => list.Name == name) is { } found
            ? TypedResults.Ok(found)
            : Problem.Of(StatusCodes.Status404NotFound, "Not found", "code_list_unknown", "There is no code list of this name.", "name");
}
