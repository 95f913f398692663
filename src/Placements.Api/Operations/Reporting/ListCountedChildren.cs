using Placements.Api.Http;
using Placements.Api.Operations.Figures;
using Placements.Api.Security;
using Placements.Application.Access;
using Placements.Application.Reporting;

namespace Placements.Api.Operations.Reporting;

/// <summary>A line of the CSV form.</summary>
/// <param name="ItemIds">With blanks between.</param>
internal sealed record CountedChildLine(string Authority, Guid ChildId, long Times, string ItemIds);

internal sealed class ListCountedChildren : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapReport("/children", Application.Access.Operations.ListCountedChildren, Read)
            .WithSummary("The children behind a cell of a report")
            .WithDescription(
                "`column` names a count of the report; `row.<key>` (as `row.category=kinship`) the row, every row where it is left out. "
                    + "The figure is the sum of `times`. Children are listed whatever `suppress` says."
            )
            .Produces<RowsAnswer<CountedChild>>()
            .WithMetadata(new PagedAttribute(), new CellAttribute());

    private static Func<HttpContext, Task<IResult>> Read(Query query, Report report, ReportQuestion question, Question asked)
    {
        var column = ColumnOf(query, report);
        var keys = KeysOf(query, report);
        var (limit, after) = (query.Limit(), asked.After(query));
        return async http =>
        {
            var cancel = http.RequestAborted;
            var reports = http.RequestServices.GetRequiredService<Application.Reporting.Reports>();
            if (!await reports.HasRow(report, keys, question, cancel))
            {
                return Problem.BadRequest("row_unknown", "The report has no row with these keys.", "row");
            }
            if (http.Request.WantsCsv())
            {
                return new Csv<CountedChildLine>(
                    reports
                        .Children(report, column!, keys, question, limit: null, after, cancel)
                        .WrittenDown(WriteDown, cancel)
                        .Select(child => new CountedChildLine(child.Authority, child.ChildId, child.Times, string.Join(' ', child.ItemIds)))
                );
            }
            // One more than asked for tells whether there is a next page.
            var children = await reports.Children(report, column!, keys, question, limit + 1, after, cancel).ToListAsync(cancel);
            CountedChild[] page = [.. children.Take(limit)];
            await WriteDown(page);
            var next = children.Count > limit ? new Position(page[^1].Authority, page[^1].ChildId) : null;
            return TypedResults.Ok(new RowsAnswer<CountedChild>(asked.AsAt, asked.AsKnownAt, page, Question.CursorOf(query, next)));

            Task WriteDown(CountedChild[] listed) =>
                ReadAudit.OfListed(
                    http.RequestServices.GetRequiredService<CallersDatabase>(),
                    http.Caller(),
                    Application.Access.Operations.ListCountedChildren.On(report.Id),
                    asked.Scope.Authorities,
                    listed.Select(child => child.ChildId),
                    cancel
                );
        };
    }

    private static ReportColumn? ColumnOf(Query query, Report report)
    {
        var counts = report.Columns.Where(column => column.Role == ColumnRole.Count).ToList();
        var name = query.Text("column");
        if (name is null && counts is [var only])
        {
            return only;
        }
        var column = counts.Find(column => ReportRoute.Member(column.Name) == name);
        if (column is null)
        {
            var names = string.Join(", ", counts.Select(count => ReportRoute.Member(count.Name)));
            query.Refuse("column_unknown", $"The column must be a count of the report: {names}.", "column");
        }
        return column;
    }

    private static Dictionary<string, string> KeysOf(Query query, Report report)
    {
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var key in report.Keys)
        {
            if (query.Text($"row.{ReportRoute.Member(key.Name)}") is { } value)
            {
                keys[key.Name] = value;
            }
        }
        return keys;
    }
}

/// <summary>Takes a cell of a report; the OpenAPI document says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CellAttribute : Attribute;
