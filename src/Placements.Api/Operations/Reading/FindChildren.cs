using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Placements.Api.Http;
using Placements.Api.Operations.Figures;
using Placements.Api.Security;
using Placements.Application.Access;
using Placements.Application.Reading;
using Placements.Application.Reporting;

namespace Placements.Api.Operations.Reading;

internal sealed class FindChildren : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapGet("/children", Handle)
            .For(Application.Access.Operations.FindChildren)
            .WithSummary("Children the caller may see, by part of a name, a whole identifier or a date of birth")
            .WithTags("Reading one child")
            .Produces<RowsAnswer<FoundChild>>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .WithMetadata(
                new TwoClocksAttribute(),
                new PagedAttribute(),
                new AlsoCsvAttribute(),
                new AuthorityFilterAttribute(),
                new SearchAttribute()
            );

    internal static async Task<IResult> Handle(
        HttpContext http,
        [FromServices] ChildSearch children,
        [FromServices] TimeProvider clock,
        [FromServices] CallersDatabase database
    )
    {
        var query = new Query(http.Request, clock);
        var cancel = http.RequestAborted;
        var question = await Question.Read(query, http.Caller(), Application.Access.Operations.FindChildren, database, cancel);
        var (text, limit, after) = (query.Text("search"), query.Limit(), question.After(query));
        if (query.Problem is { } problem)
        {
            return problem;
        }
        if (question.Forbidden is { } forbidden)
        {
            return forbidden;
        }

        await ReadAudit.OfRows(database, http.Caller(), Application.Access.Operations.FindChildren, question.Scope.Authorities, cancel);
        if (http.Request.WantsCsv())
        {
            return new Csv<FoundChild>(
                children.Find(question.Scope, question.Clocks, text, null, null, cancel).WrittenDown(WriteDown, cancel)
            );
        }

        // One more than asked for tells whether there is a next page.
        var found = await children.Find(question.Scope, question.Clocks, text, after, limit + 1, cancel).ToListAsync(cancel);
        var page = found.Take(limit).ToArray();
        await WriteDown(page);
        var next = found.Count > limit ? new Position(page[^1].Authority, page[^1].ChildId) : null;
        return TypedResults.Ok(new RowsAnswer<FoundChild>(question.AsAt, question.AsKnownAt, page, Question.CursorOf(query, next)));

        Task WriteDown(FoundChild[] rows) =>
            ReadAudit.OfListed(
                database,
                http.Caller(),
                Application.Access.Operations.FindChildren,
                question.Scope.Authorities,
                rows.Select(row => row.ChildId),
                cancel
            );
    }
}

/// <summary>Takes <c>search</c>; the OpenAPI document says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SearchAttribute : Attribute;
