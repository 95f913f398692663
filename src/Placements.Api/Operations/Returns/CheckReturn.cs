using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Placements.Api.Http;
using Placements.Api.Operations.Figures;
using Placements.Api.Operations.Returns.Records;
using Placements.Api.Security;
using Placements.Application.Access;
using Placements.Application.Returns.Checks;
using Placements.Application.Returns.Files;
using Placements.Application.Returns.Ssda903;

namespace Placements.Api.Operations.Returns;

/// <param name="Items">Children whose return breaks a rule, in the order of their codes.</param>
/// <param name="Next">Goes into <c>cursor</c> for the next page.</param>
public sealed record ChecksAnswer(string Authority, int Year, DateTimeOffset AsKnownAt, IReadOnlyList<ChildBreaches> Items, string? Next);

/// <param name="Items">Rules that are broken.</param>
public sealed record ChecksSummary(string Authority, int Year, DateTimeOffset AsKnownAt, IReadOnlyList<RuleCount> Items);

/// <summary>A breach as a line of CSV.</summary>
/// <param name="Fields">Parted by spaces, as are the entries.</param>
public sealed record BreachLine(
    Guid ChildId,
    string Child,
    string Rule,
    string Message,
    string Fields,
    string? Table,
    int? Row,
    DateOnly? On,
    string EntryIds
)
{
    public static IEnumerable<BreachLine> Of(ChildBreaches child) =>
        child.Breaches.Select(breach => new BreachLine(
            child.ChildId,
            child.Code,
            breach.Code,
            breach.Message,
            string.Join(' ', breach.Fields),
            breach.Table,
            breach.Row,
            breach.On,
            string.Join(' ', breach.EntryIds)
        ));
}

/// <summary>What a return breaks before it is sent: by child with the entries to correct, or counted by rule.</summary>
internal sealed class CheckReturn : IOperation
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        Describe(
                v1.MapGet("/returns/{year}/checks", List),
                "What a return breaks before it is sent, by child",
                "England's return by the Department's rules of the year (2026 is 1 April 2025 to 31 March 2026), a Welsh authority's census by "
                    + "the Welsh ones. Each breach names the fields to mend and the entries to correct. Last year's return counts as it was made for good "
                    + "last. As CSV a row a breach."
            )
            .Produces<ChecksAnswer>()
            .WithMetadata(new PagedAttribute(), new AlsoCsvAttribute());
        Describe(
                v1.MapGet("/returns/{year}/checks/summary", Summary),
                "What a return breaks before it is sent, by rule",
                "Every rule that is broken, with the children and the breaches."
            )
            .Produces<ChecksSummary>();
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string summary, string description) =>
        route
            .For(Application.Access.Operations.MakeReturn)
            .ForManyChildren()
            .WithSummary(summary)
            .WithDescription(description)
            .WithTags("Returns")
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .WithMetadata(new AsKnownAtAttribute(), new AuthorityFilterAttribute());

    private static async Task<IResult> List(
        string year,
        HttpContext http,
        [FromServices] ReturnChecks checks,
        [FromServices] CallersDatabase database,
        [FromServices] TimeProvider clock
    )
    {
        var query = new Query(http.Request, clock);
        var (question, limit) = (CheckQuestion.Read(query, year, http.Caller()), query.Limit());
        var after = question.After(query);
        if ((query.Problem ?? question.Refused) is { } problem)
        {
            return problem;
        }
        var cancel = http.RequestAborted;
        await ReadAudit.OfRows(database, http.Caller(), Application.Access.Operations.MakeReturn, [question.Authority], cancel);
        var hidden = await HiddenChildren.From(database, http.Caller(), [question.Authority], cancel);
        var broken = checks.Run(question.Authority, question.Year, question.AsKnownAt, cancel, after, hidden);
        if (http.Request.WantsCsv())
        {
            return new Csv<BreachLine>(Lines(broken.WrittenDown(WriteDown, cancel), cancel));
        }

        // One more than asked for tells whether there is a next page.
        var found = await broken.Take(limit + 1).ToListAsync(cancel);
        var page = found.Take(limit).ToArray();
        await WriteDown(page);
        var next = found.Count > limit ? Query.CursorOf(query.List, question.Authority, $"{page[^1].ChildId}") : null;
        return TypedResults.Ok(new ChecksAnswer(question.Authority, question.Year.Number, question.AsKnownAt ?? query.Now, page, next));

        Task WriteDown(ChildBreaches[] children) =>
            ReadAudit.OfListed(
                database,
                http.Caller(),
                Application.Access.Operations.MakeReturn,
                [question.Authority],
                children.Select(child => child.ChildId),
                cancel
            );
    }

    private static async Task<IResult> Summary(
        string year,
        HttpContext http,
        [FromServices] ReturnChecks checks,
        [FromServices] CallersDatabase database,
        [FromServices] TimeProvider clock
    )
    {
        var query = new Query(http.Request, clock);
        var question = CheckQuestion.Read(query, year, http.Caller());
        if ((query.Problem ?? question.Refused) is { } problem)
        {
            return problem;
        }
        var cancel = http.RequestAborted;
        await ReadAudit.OfRows(database, http.Caller(), Application.Access.Operations.MakeReturn, [question.Authority], cancel);
        var hidden = await HiddenChildren.From(database, http.Caller(), [question.Authority], cancel);
        var counts = await checks.Summary(question.Authority, question.Year, question.AsKnownAt, cancel, hidden);
        return TypedResults.Ok(new ChecksSummary(question.Authority, question.Year.Number, question.AsKnownAt ?? query.Now, counts));
    }

    private static async IAsyncEnumerable<BreachLine> Lines(
        IAsyncEnumerable<ChildBreaches> children,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        await foreach (var child in children.WithCancellation(cancel))
        {
            foreach (var line in BreachLine.Of(child))
            {
                yield return line;
            }
        }
    }
}

/// <summary>Whose return of which year, and as known when.</summary>
internal sealed record CheckQuestion(string Authority, ReturnYear Year, DateTimeOffset? AsKnownAt, Problem? Refused)
{
    public static CheckQuestion Read(Query query, string year, Caller caller)
    {
        var (authority, refused) = OneAuthority.Of(query.Text("authority"), caller);
        var asKnownAt = query.Instant("asKnownAt");
        if (
            !int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number is < Ssda903Tables.FirstYear or > Ssda903Tables.LastYear
        )
        {
            query.Refuse(
                "year_out_of_range",
                $"The year is a number from {Ssda903Tables.FirstYear} to {Ssda903Tables.LastYear}: 2026 is 1 April 2025 to 31 March 2026.",
                "year"
            );
        }
        return new CheckQuestion(authority ?? "", new ReturnYear(number), asKnownAt, refused);
    }

    public Guid? After(Query query)
    {
        if (query.Cursor(3) is not [var list, var authority, var child])
        {
            return null;
        }
        if (list == query.List && authority == Authority && Guid.TryParse(child, out var childId))
        {
            return childId;
        }
        query.RefuseCursor();
        return null;
    }
}
