using System.Text.Json.Nodes;
using Placements.Api.Http;
using Placements.Api.Operations.Figures;
using Placements.Api.Security;
using Placements.Application.Access;
using Placements.Application.Reading;
using Placements.Application.Reporting;

namespace Placements.Api.Operations.Reporting;

/// <summary>Both clocks of one of two questions.</summary>
internal sealed record Moment(DateOnly AsAt, DateTimeOffset AsKnownAt);

/// <summary>A figure that differs.</summary>
/// <param name="Row">The keys of its row.</param>
/// <param name="Difference">To less from; null where one of them is null.</param>
internal sealed record ChangedFigure(JsonObject Row, string Column, JsonNode? From, JsonNode? To, decimal? Difference);

/// <summary>A child who counts otherwise.</summary>
/// <param name="Change">came_in, left or changed.</param>
/// <param name="Before">What was counted of the child and is no longer: the report's keys, and by the name of each count whether it counted.</param>
/// <param name="After">What is counted now and was not.</param>
/// <param name="RecordedSince">Entries recorded between the two instants that changed it.</param>
/// <param name="HappenedSince">
/// Entries that took effect between the two days and changed it. Where both lists are empty only time passed: a birthday, a longer stay.
/// </param>
internal sealed record ChangedChild(
    string Authority,
    Guid ChildId,
    string Change,
    IReadOnlyList<JsonNode> Before,
    IReadOnlyList<JsonNode> After,
    IReadOnlyList<DifferenceCause> RecordedSince,
    IReadOnlyList<DifferenceCause> HappenedSince
);

/// <summary>A report twice, side by side.</summary>
/// <param name="Figures">Those that differ.</param>
/// <param name="Items">The children behind it, a page of them; null for whoever may not see children.</param>
internal sealed record ReportDifferenceAnswer(
    string Id,
    string Title,
    Moment From,
    Moment To,
    IReadOnlyList<ChangedFigure> Figures,
    IReadOnlyList<ChangedChild>? Items,
    string? Next
);

/// <summary>A line of the CSV form: a figure that differs.</summary>
/// <param name="Row">Keys and values of the row.</param>
internal sealed record ChangedFigureLine(string Row, string Column, string? From, string? To, decimal? Difference);

internal sealed class ReadReportDifference : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapReport("/difference", Application.Access.Operations.ReadFigures, Read)
            .ForManyChildren()
            .WithSummary("Why a figure changed: a report as at two days or as known at two instants, side by side")
            .WithDescription(
                "`asAt` and `asKnownAt` ask the later question, `fromAsAt` and `fromAsKnownAt` the earlier one; one that is left out is the "
                    + "same as for the later. Each child who counts otherwise is listed with the entries that did it. Where the days differ, the "
                    + "rows of each question's own day, month or year are compared. As CSV a line a figure, without children."
            )
            .Produces<ReportDifferenceAnswer>()
            .WithMetadata(new PagedAttribute(), new FromClocksAttribute());

    private static Func<HttpContext, Task<IResult>> Read(Query query, Report report, ReportQuestion to, Question asked)
    {
        var (limit, after) = (query.Limit(), asked.After(query));
        var (fromAsAt, fromKnown) = (query.Date("fromAsAt") ?? asked.AsAt, query.Instant("fromAsKnownAt"));
        if (ReportRoute.OutOfRange(fromAsAt))
        {
            query.Refuse("date_out_of_range", ReportRoute.OutOfRangeMessage, "fromAsAt");
        }
        if (fromAsAt > asked.AsAt)
        {
            query.Refuse("range_reversed", "The earlier question comes first: fromAsAt lies after asAt.", "fromAsAt");
        }
        if (fromKnown > asked.AsKnownAt)
        {
            query.Refuse("range_reversed", "The earlier question comes first: fromAsKnownAt lies after asKnownAt.", "fromAsKnownAt");
        }
        var from = to with { Clocks = new Clocks(fromAsAt, fromKnown ?? to.Clocks.AsKnownAt) };
        return async http =>
        {
            var (cancel, operation) = (http.RequestAborted, Application.Access.Operations.ListCountedChildren);
            var difference = http.RequestServices.GetRequiredService<ReportDifference>();
            var cells = await difference.Cells(report, from, to, cancel);
            if (http.Request.WantsCsv())
            {
                return new Csv<ChangedFigureLine>(cells.Select(cell => Line(report, from, to, cell)).ToAsyncEnumerable());
            }

            List<CountedDifference>? children = null;
            if (operation.Permits(http.Caller()))
            {
                // One more than asked for tells whether there is a next page.
                children = await difference.Children(report, from, to, limit + 1, after, cancel).ToListAsync(cancel);
            }
            var page = children?.Take(limit).ToList();
            await ReadAudit.OfListed(
                http.RequestServices.GetRequiredService<CallersDatabase>(),
                http.Caller(),
                operation.On(report.Id),
                asked.Scope.Authorities,
                (page ?? []).Select(child => child.ChildId),
                cancel
            );
            var next = children?.Count > limit ? new Position(page![^1].Authority, page[^1].ChildId) : null;
            return TypedResults.Ok(
                new ReportDifferenceAnswer(
                    report.Id,
                    report.Title,
                    new Moment(fromAsAt, fromKnown ?? asked.AsKnownAt),
                    new Moment(asked.AsAt, asked.AsKnownAt),
                    [.. cells.Select(cell => Figure(report, from, to, cell))],
                    page is null ? null : [.. page.Select(Child)],
                    Question.CursorOf(query, next)
                )
            );
        };
    }

    private static ChangedFigure Figure(Report report, ReportQuestion from, ReportQuestion to, CellDifference cell)
    {
        var figure = ReportRoute.Object([cell.Column, cell.Column with { Name = "to" }], [cell.From, cell.To]);
        var column = ReportRoute.Member(cell.Column.Name);
        return new ChangedFigure(
            ReportRoute.Object(ReportDifference.KeysOf(report, from, to), cell.Row),
            column,
            figure[column]?.DeepClone(),
            figure["to"]?.DeepClone(),
            cell.Difference
        );
    }

    private static ChangedFigureLine Line(Report report, ReportQuestion from, ReportQuestion to, CellDifference cell)
    {
        var figure = Figure(report, from, to, cell);
        var row = string.Join(", ", figure.Row.Select(key => $"{key.Key}={key.Value}"));
        return new ChangedFigureLine(row, figure.Column, figure.From?.ToString(), figure.To?.ToString(), figure.Difference);
    }

    private static ChangedChild Child(CountedDifference child) =>
        new(
            child.Authority,
            child.ChildId,
            child.Change,
            [.. child.Before.Select(Renamed)],
            [.. child.After.Select(Renamed)],
            child.RecordedSince,
            child.HappenedSince
        );

    private static JsonObject Renamed(string row) =>
        new(
            JsonNode.Parse(row)!.AsObject().Select(member => KeyValuePair.Create(ReportRoute.Member(member.Key), member.Value?.DeepClone()))
        );
}

/// <summary>Takes the clocks of an earlier question; the OpenAPI document says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FromClocksAttribute : Attribute;
