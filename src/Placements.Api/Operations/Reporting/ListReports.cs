using Microsoft.AspNetCore.Mvc;
using Placements.Api.Http;
using Placements.Api.Security;
using Placements.Application.Reporting;

namespace Placements.Api.Operations.Reporting;

/// <summary>A report of the catalogue.</summary>
/// <param name="Counts">What is counted, and what is not.</param>
/// <param name="Source">Where the figure or its definition comes from.</param>
internal sealed record ReportDescription(string Id, string Title, string Counts, string Source, IReadOnlyList<ColumnAnswer> Columns);

internal sealed record CatalogueAnswer(IReadOnlyList<ReportDescription> Items);

internal sealed class ListReports : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapGet(
                "/reports",
                async Task<IResult> (
                    HttpContext http,
                    [FromServices] ReportCatalogue catalogue,
                    [FromServices] TimeProvider clock,
                    CancellationToken cancel
                ) =>
                    new Query(http.Request, clock).Problem is { } problem
                        ? problem
                        : TypedResults.Ok(new CatalogueAnswer([.. (await catalogue.All(cancel)).Select(Described)]))
            )
            .For(Application.Access.Operations.ReadFigures)
            .WithTags("Reports")
            .WithSummary("The reports: what each counts, its columns and units, its source")
            .Produces<CatalogueAnswer>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType);

    private static ReportDescription Described(Report report) =>
        new(report.Id, report.Title, report.Counts, report.Source, [.. report.Columns.Select(ColumnAnswer.Of)]);
}
