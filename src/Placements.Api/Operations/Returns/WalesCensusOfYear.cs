using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Placements.Api.Http;
using Placements.Api.Operations.Figures;
using Placements.Api.Security;
using Placements.Application;
using Placements.Application.Access;
using Placements.Application.Returns.Wales;

namespace Placements.Api.Operations.Returns;

/// <summary>The Welsh children looked after census of a year: rows with what cannot be told yet, or the rows alone as a file.</summary>
internal sealed class WalesCensusOfYear : IOperation
{
    private const int FirstYear = 2000;

    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapGet("/returns/wales/census", Handle)
            .For(Application.Access.Operations.MakeReturn)
            .ForManyChildren()
            .WithSummary("The Welsh children looked after census of a year")
            .WithDescription(
                "An item an episode that touches the year `year` (2026 is 1 April 2025 to 31 March 2026). Nothing here is confirmed enough to "
                    + "be sent unchecked: `confidence` says why, `unconfirmed` names the codes to check, `problems` what the record does not say. "
                    + "As CSV the rows alone, with England's headings and dates written dd/mm/yyyy."
            )
            .WithTags("Returns")
            .Produces<WalesCensusAnswer>()
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .WithMetadata(new OfYearAttribute(), new AlsoCsvAttribute(), new AuthorityFilterAttribute());

    private static async Task<IResult> Handle(
        HttpContext http,
        [FromServices] WalesCensus census,
        [FromServices] CallersDatabase database,
        [FromServices] TimeProvider clock
    )
    {
        var query = new Query(http.Request, clock);
        var (year, asKnownAt) = (Year(query, London.Today(clock)), query.Instant("asKnownAt"));
        var (authority, refused) = OneAuthority.Of(query.Text("authority"), http.Caller());
        if ((query.Problem ?? refused) is { } problem)
        {
            return problem;
        }
        await ReadAudit.OfRows(database, http.Caller(), Application.Access.Operations.MakeReturn, [authority!], http.RequestAborted);
        var hidden = await HiddenChildren.From(database, http.Caller(), [authority!], http.RequestAborted);
        var answer = await census.Of(authority!, year, asKnownAt, query.Now, http.RequestAborted, hidden);
        await ReadAudit.OfListed(
            database,
            http.Caller(),
            Application.Access.Operations.MakeReturn,
            [authority!],
            answer.Items.Select(row => row.ChildId).Distinct(),
            http.RequestAborted
        );
        return http.Request.WantsCsv() ? new WalesCensusFile(answer.Items) : TypedResults.Ok(answer);
    }

    /// <summary>The last year that is over where none is named; the year that runs may be asked for, to see what is still missing.</summary>
    private static int Year(Query query, DateOnly today)
    {
        var latest = WalesCodeLists.ReturnYearOf(today);
        if (query.Text("year") is not { } text)
        {
            return latest - 1;
        }
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year >= FirstYear && year <= latest)
        {
            return year;
        }
        query.Refuse(
            "year_out_of_range",
            $"The year is a number from {FirstYear} to {latest}: 2026 is 1 April 2025 to 31 March 2026.",
            "year"
        );
        return latest;
    }
}

/// <summary>Takes <c>year</c> and <c>asKnownAt</c>; the OpenAPI document says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OfYearAttribute : Attribute;
