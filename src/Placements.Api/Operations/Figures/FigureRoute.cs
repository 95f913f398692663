using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Placements.Api.Http;
using Placements.Api.Operations.Reading;
using Placements.Api.Security;
using Placements.Application.Access;
using Placements.Application.Json;
using Placements.Application.Reading;
using Placements.Application.Reporting;

namespace Placements.Api.Operations.Figures;

/// <summary>A page of rows, with the clocks they were asked for. <c>next</c> goes into <c>cursor</c> for the next page.</summary>
public sealed record RowsAnswer<TRow>(DateOnly AsAt, DateTimeOffset AsKnownAt, IReadOnlyList<TRow> Items, string? Next);

/// <summary>Routes that read figures: rows as JSON pages or as one CSV, a summary, one child's row.</summary>
internal static class FigureRoute
{
    /// <param name="child">Whom a row is about; written down before it is shown.</param>
    public static RouteHandlerBuilder MapRows<TRow>(
        this IEndpointRouteBuilder v1,
        string path,
        Figure<TRow> figure,
        Func<TRow, Guid> child
    ) =>
        v1.MapQuestion(
                path,
                (query, question) =>
                {
                    var (limit, after) = (query.Limit(), question.After(query));
                    return async (http, figures) =>
                    {
                        var cancel = http.RequestAborted;
                        if (http.Request.WantsCsv())
                        {
                            return new Csv<TRow>(
                                figures.All(figure, question.Scope, question.Clocks, cancel).WrittenDown(WriteDown, cancel)
                            );
                        }
                        var page = await figures.Page(figure, question.Scope, question.Clocks, limit, after, cancel);
                        await WriteDown([.. page.Items]);
                        return TypedResults.Ok(
                            new RowsAnswer<TRow>(question.AsAt, question.AsKnownAt, page.Items, Question.CursorOf(query, page.Next))
                        );

                        Task WriteDown(TRow[] rows) =>
                            ReadAudit.OfListed(
                                http.RequestServices.GetRequiredService<CallersDatabase>(),
                                http.Caller(),
                                OperationOf(path),
                                question.Scope.Authorities,
                                rows.Select(child),
                                cancel
                            );
                    };
                }
            )
            .Produces<RowsAnswer<TRow>>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .WithMetadata(new TwoClocksAttribute(), new PagedAttribute(), new AlsoCsvAttribute(), new AuthorityFilterAttribute());

    public static RouteHandlerBuilder MapSummary<TSummary>(
        this IEndpointRouteBuilder v1,
        string path,
        Func<Application.Reporting.Figures, Scope, Clocks, CancellationToken, Task<TSummary>> read
    ) =>
        v1.MapQuestion(
                path,
                (_, question) =>
                    async (http, figures) =>
                    {
                        var summary = await read(figures, question.Scope, question.Clocks, http.RequestAborted);
                        return TypedResults.Ok(WithClocks(summary, question.AsAt, question.AsKnownAt));
                    }
            )
            .Produces<TSummary>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .WithMetadata(new TwoClocksAttribute(), new ClocksBesideAttribute(), new AuthorityFilterAttribute());

    /// <param name="read">Reads what else the query holds; its answer is given once the question is allowed and written down.</param>
    private static RouteHandlerBuilder MapQuestion(
        this IEndpointRouteBuilder v1,
        string path,
        Func<Query, Question, Func<HttpContext, Application.Reporting.Figures, Task<IResult>>> read
    )
    {
        var operation = Application.Access.Operations.ReadFigures;
        return v1.MapGet(
                path,
                async (
                    HttpContext http,
                    [FromServices] Application.Reporting.Figures figures,
                    [FromServices] TimeProvider clock,
                    [FromServices] CallersDatabase database
                ) =>
                {
                    var query = new Query(http.Request, clock);
                    var question = await Question.Read(query, http.Caller(), operation, database, http.RequestAborted);
                    var answer = read(query, question);
                    if ((query.Problem ?? question.Forbidden) is { } refused)
                    {
                        return refused;
                    }
                    await ReadAudit.OfRows(database, http.Caller(), OperationOf(path), question.Scope.Authorities, http.RequestAborted);
                    return await answer(http, figures);
                }
            )
            .For(operation)
            .WithTags("Figures");
    }

    /// <summary>The audit names the figure in words: <c>/out-of-county/summary</c> is out of county summary.</summary>
    private static Operation OperationOf(string path) =>
        Application.Access.Operations.ReadFigures.On(path.Trim('/').Replace('/', ' ').Replace('-', ' '));

    /// <summary>The same figure's row of one child.</summary>
    public static RouteHandlerBuilder MapRowOfChild<TRow>(this IEndpointRouteBuilder v1, string path, Figure<TRow> figure)
        where TRow : class =>
        v1.MapGet(
                $"/children/{{childId:guid}}{path}",
                async (
                    Guid childId,
                    HttpContext http,
                    [FromServices] ChildRecords records,
                    [FromServices] Application.Reporting.Figures figures,
                    [FromServices] TimeProvider clock
                ) =>
                {
                    var query = new Query(http.Request, clock);
                    var (asAt, asKnownAt) = (query.AsAt(), query.Instant("asKnownAt"));
                    if (query.Problem is { } problem)
                    {
                        return problem;
                    }
                    if (
                        await records.Open(http.Caller(), Application.Access.Operations.ReadChildFigures, childId, http.RequestAborted)
                        is not { } child
                    )
                    {
                        return Problem.NoSuchChild();
                    }

                    http.Response.Headers.ETag = IfMatch.Tag(child.Version);
                    var row = await figures.Of(figure, child.Authority, childId, Question.ClocksOf(asAt, asKnownAt), http.RequestAborted);
                    return row is null
                        ? NotCounted()
                        : (IResult)TypedResults.Ok(WithClocks(row, asAt, child.KnownAt(asKnownAt, query.Now)));
                }
            )
            .For(Application.Access.Operations.ReadChildFigures)
            .WithTags("Reading one child")
            .Produces<TRow>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<ProblemBody>(StatusCodes.Status404NotFound, Problem.ContentType)
            .WithMetadata(new TwoClocksAttribute(), new ClocksBesideAttribute());

    private static Problem NotCounted() =>
        Problem.Of(
            StatusCodes.Status404NotFound,
            "Not found",
            "not_counted",
            "On that day this figure does not count the child: not looked after, or without a placement."
        );

    private static JsonObject WithClocks<TAnswer>(TAnswer body, DateOnly asAt, DateTimeOffset asKnownAt)
    {
        var answer = new JsonObject
        {
            ["asAt"] = JsonSerializer.SerializeToNode(asAt, PlacementsJson.Options),
            ["asKnownAt"] = JsonSerializer.SerializeToNode(asKnownAt, PlacementsJson.Options),
        };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(body, PlacementsJson.Options)!.AsObject().ToList())
        {
            answer[name] = value?.DeepClone();
        }
        return answer;
    }
}

/// <summary>What every figure is asked with: whose children, and the two clocks.</summary>
internal sealed record Question(Scope Scope, Clocks Clocks, DateOnly AsAt, DateTimeOffset AsKnownAt, Problem? Forbidden)
{
    /// <summary>
    /// The database driver sends the last day there is as infinity, to which no days can be counted; the day before it is as good, and
    /// the answer repeats the day asked for.
    /// </summary>
    public static Clocks ClocksOf(DateOnly asAt, DateTimeOffset? asKnownAt) =>
        new(asAt == DateOnly.MaxValue ? asAt.AddDays(-1) : asAt, asKnownAt);

    public static async Task<Question> Read(
        Query query,
        Caller caller,
        Operation operation,
        NpgsqlDataSource database,
        CancellationToken cancel
    )
    {
        var authority = query.Text("authority");
        var forbidden =
            authority is null || caller.Authorities.Contains(authority, StringComparer.Ordinal)
                ? null
                : Problem.NotAllowed("You have no right to figures of that authority.");
        var (asAt, known) = (query.AsAt(), query.Instant("asKnownAt"));
        IReadOnlyList<string> authorities = authority is null ? caller.Authorities : [authority];
        return new Question(
            new Scope(
                authorities,
                caller.SeesEveryTeamFor(operation) ? null : caller.Teams,
                await HiddenChildren.From(database, caller, authorities, cancel)
            ),
            ClocksOf(asAt, known),
            asAt,
            known ?? query.Now,
            forbidden
        );
    }

    public Position? After(Query query)
    {
        if (query.Cursor(3) is not [var list, var authority, var child])
        {
            return null;
        }
        if (list == query.List && Scope.Authorities.Contains(authority, StringComparer.Ordinal) && Guid.TryParse(child, out var childId))
        {
            return new Position(authority, childId);
        }
        query.RefuseCursor();
        return null;
    }

    public static string? CursorOf(Query query, Position? next) =>
        next is null ? null : Query.CursorOf(query.List, next.Authority, next.ChildId.ToString());
}

/// <summary>Takes <c>limit</c> and <c>cursor</c>; the OpenAPI document says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PagedAttribute : Attribute;

/// <summary>Gives all rows as CSV where the client asks for it; the OpenAPI document says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AlsoCsvAttribute : Attribute;

/// <summary>The answer holds both clocks beside the members of its type; the OpenAPI document says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ClocksBesideAttribute : Attribute;

/// <summary>Takes <c>authority</c>; the OpenAPI document says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AuthorityFilterAttribute : Attribute;
