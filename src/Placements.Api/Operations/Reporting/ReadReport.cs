using System.Text.Json.Nodes;
using Placements.Api.Http;
using Placements.Application.Reporting;

namespace Placements.Api.Operations.Reporting;

/// <summary>A report as asked.</summary>
/// <param name="Rows">Objects with the members that <c>columns</c> names, in the report's order.</param>
internal sealed record ReportAnswer(
    DateOnly AsAt,
    DateTimeOffset AsKnownAt,
    string Id,
    string Title,
    string Counts,
    string Source,
    IReadOnlyList<ColumnAnswer> Columns,
    IReadOnlyList<JsonObject> Rows
);

internal sealed class ReadReport : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapReport(
                "",
                Application.Access.Operations.ReadFigures,
                (_, report, question, asked) =>
                    async http =>
                    {
                        var reports = http.RequestServices.GetRequiredService<Application.Reporting.Reports>();
                        var rows = await reports.Rows(report, question, http.RequestAborted);
                        if (http.Request.WantsCsv())
                        {
                            return new CsvTable(
                                [.. report.Columns.Select(column => ReportRoute.Member(column.Name))],
                                rows.Select(row => row.Values).ToAsyncEnumerable()
                            );
                        }
                        return TypedResults.Ok(
                            new ReportAnswer(
                                asked.AsAt,
                                asked.AsKnownAt,
                                report.Id,
                                report.Title,
                                report.Counts,
                                report.Source,
                                [.. report.Columns.Select(ColumnAnswer.Of)],
                                [.. rows.Select(row => ReportRoute.Object(report.Columns, row.Values))]
                            )
                        );
                    }
            )
            .WithSummary("One report, for any day, as known at any time")
            .WithDescription(
                "The function of the same name in schema `reporting` of the database; nothing is computed here. A count that is hidden by "
                    + "`suppress`, and a share of nothing, is null."
            )
            .Produces<ReportAnswer>();
}
