using Microsoft.AspNetCore.Mvc;
using Placements.Api.Http;
using Placements.Api.Security;
using Placements.Application.Returns.Import;

namespace Placements.Api.Operations.Imports;

/// <param name="Reason">Stands in every entry that takes something back.</param>
public sealed record VoidImportBody
{
    public required string Reason { get; init; }
}

/// <summary>Takes an import back.</summary>
internal sealed class VoidImport : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapPost("/imports/{importId:guid}/void", Handle)
            .For(Application.Access.Operations.Import)
            .ForManyChildren()
            .WithSummary("Takes an import back")
            .WithDescription(
                "What it added is voided, what it corrected is corrected to what stood before, what it voided is recorded anew. Entries that "
                    + "somebody corrected since stand, and the answer names the children."
            )
            .WithTags("Imports")
            .Accepts<VoidImportBody>("application/json")
            .Produces<VoidReport>(StatusCodes.Status201Created)
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status404NotFound, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status413PayloadTooLarge, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status415UnsupportedMediaType, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status422UnprocessableEntity, Problem.ContentType);

    private static async Task<IResult> Handle(
        Guid importId,
        HttpContext http,
        [FromServices] ImportVoid imports,
        [FromServices] TimeProvider clock
    )
    {
        if (new Query(http.Request, clock).Problem is { } unknown)
        {
            return unknown;
        }
        var (bytes, unreadable) = await RequestBody.Read(http.Request);
        if (unreadable is not null)
        {
            return unreadable;
        }
        var (body, problem) = RequestBody.As<VoidImportBody>(bytes);
        if (problem is not null)
        {
            return problem;
        }
        return await imports.Run(http.Caller(), importId, body!.Reason, http.RequestAborted) switch
        {
            VoidOutcome.Voided voided => TypedResults.Created($"/v1/imports/{importId}", voided.Report),
            VoidOutcome.VoidedBefore => Problem.Of(
                StatusCodes.Status422UnprocessableEntity,
                "A rule refuses this",
                "import_voided_before",
                "This import was taken back before."
            ),
            _ => ReadImports.NoSuchImport(),
        };
    }
}
