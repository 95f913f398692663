using Microsoft.AspNetCore.Mvc;
using Placements.Api.Http;
using Placements.Api.Security;
using Placements.Application.Reading;

namespace Placements.Api.Operations.Reading;

internal sealed class ReadCodeLists : IOperation
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapGet("/code-lists", () => TypedResults.Ok(new Page<CodeListAnswer>(CodeListAnswer.All, null)))
            .For(Application.Access.Operations.ReadCodeLists)
            .WithSummary("All code lists with their labels")
            .WithTags("Code lists");

        v1.MapGet("/code-lists/{name}", Handle)
            .For(Application.Access.Operations.ReadCodeLists)
            .WithSummary("One code list with its labels")
            .WithTags("Code lists")
            .Produces<CodeListAnswer>()
            .Produces<ProblemBody>(StatusCodes.Status404NotFound, Problem.ContentType);
    }

    private static IResult Handle([FromRoute] string name) =>
        CodeListAnswer.All.FirstOrDefault(list => list.Name == name) is { } found
            ? TypedResults.Ok(found)
            : Problem.Of(StatusCodes.Status404NotFound, "Not found", "code_list_unknown", "There is no code list of this name.", "name");
}
