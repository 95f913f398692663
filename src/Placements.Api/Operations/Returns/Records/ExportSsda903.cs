using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Placements.Api.Hosting;
using Placements.Api.Http;
using Placements.Api.Operations.Figures;
using Placements.Api.Security;
using Placements.Application;
using Placements.Application.Access;
using Placements.Application.Returns.Export;
using Placements.Application.Returns.Files;
using Placements.Application.Returns.Records;
using Placements.Application.Returns.Ssda903;

namespace Placements.Api.Operations.Returns.Records;

/// <summary>England's return of a year as files, as known at any instant.</summary>
internal sealed class ExportSsda903 : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapGet("/returns/ssda903", Handle)
            .For(Application.Access.Operations.MakeReturn)
            .ForManyChildren()
            .WithSummary("England's SSDA903 return of a year: an archive of CSV files, or one XML file")
            .WithDescription(
                "Exact columns, order, dates and codes of the year `year` (2026 is 1 April 2025 to 31 March 2026), a file a table, empty ones "
                    + "with their header. `format` is `csv`, also when left out, or `xml`."
            )
            .WithTags("Returns")
            .Produces<string>(StatusCodes.Status200OK, ZipDownload.ContentType, "application/xml")
            .Produces<ProblemBody>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .WithMetadata(new OfYearAttribute(), new AuthorityFilterAttribute(), new FormatAttribute());

    private static async Task<IResult> Handle(
        HttpContext http,
        [FromServices] ReturnExport export,
        [FromServices] CallersDatabase database,
        [FromServices] TimeProvider clock
    )
    {
        var query = new Query(http.Request, clock);
        var (year, asKnownAt, format) = (Year(query, London.Today(clock)), query.Instant("asKnownAt"), Format(query));
        var (authority, refused) = OneAuthority.Of(query.Text("authority"), http.Caller());
        if ((query.Problem ?? refused) is { } problem)
        {
            return problem;
        }

        await ReadAudit.OfRows(database, http.Caller(), Application.Access.Operations.MakeReturn, [authority!], http.RequestAborted);
        var hidden = await HiddenChildren.From(database, http.Caller(), [authority!], http.RequestAborted);
        return format == "xml"
            ? Xml(http, export, authority!, year, asKnownAt, hidden, WriteDown)
            : await Csv(http, export, authority!, year, asKnownAt, query.Now, hidden, WriteDown);

        Task WriteDown(ChildReturn[] children) =>
            ReadAudit.OfListed(
                database,
                http.Caller(),
                Application.Access.Operations.MakeReturn,
                [authority!],
                children.Select(child => child.ChildId),
                http.RequestAborted
            );
    }

    private static IResult Xml(
        HttpContext http,
        ReturnExport export,
        string authority,
        ReturnYear year,
        DateTimeOffset? asKnownAt,
        Guid[]? hidden,
        Func<ChildReturn[], Task> writeDown
    ) =>
        TypedResults.Stream(
            async to =>
            {
                await using var tally = new ReturnTally(year);
                await export.WriteXml(to, authority, year, asKnownAt, tally, http.RequestAborted, hidden, writeDown);
            },
            "application/xml",
            $"ssda903-{authority}-{year.Number}.xml"
        );

    /// <summary>All tables come to be at once, but an archive takes one after the other: so they wait in files.</summary>
    private static async Task<IResult> Csv(
        HttpContext http,
        ReturnExport export,
        string authority,
        ReturnYear year,
        DateTimeOffset? asKnownAt,
        DateTimeOffset now,
        Guid[]? hidden,
        Func<ChildReturn[], Task> writeDown
    )
    {
        var folder = PrivateFolder.Create(Path.GetTempPath());
        http.Response.RegisterForDispose(folder);
        await using var tally = new ReturnTally(year);
        await export.WriteCsv(
            authority,
            year,
            asKnownAt,
            table => folder.NewFile($"{table.FileName}.csv"),
            tally,
            http.RequestAborted,
            hidden,
            writeDown
        );
        return new ZipDownload(
            $"ssda903-{authority}-{year.Number}.zip",
            asKnownAt ?? now,
            [.. Ssda903Tables.Of(year.Number).Select(table => ($"{table.FileName}.csv", Copy($"{table.FileName}.csv")))]
        );

        Func<Stream, CancellationToken, Task> Copy(string name) =>
            async (to, cancel) =>
            {
                await using var from = folder.Read(name);
                await from.CopyToAsync(to, cancel);
            };
    }

    private static string Format(Query query)
    {
        var format = query.Text("format") ?? "csv";
        if (format is not ("csv" or "xml"))
        {
            query.Refuse("format_unknown", "The format is csv or xml.", "format");
        }
        return format;
    }

    /// <summary>The last year that is over where none is named.</summary>
    private static ReturnYear Year(Query query, DateOnly today)
    {
        var latest = Math.Min(ReturnYear.Of(today).Number - 1, Ssda903Tables.LastYear);
        if (query.Text("year") is not { } text)
        {
            return new ReturnYear(latest);
        }
        var year = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        if (ReturnYears.WhyNot(year, Ssda903Tables.FirstYear, Ssda903Tables.LastYear, today) is var (code, sentence))
        {
            query.Refuse(code, sentence, "year");
            return new ReturnYear(latest);
        }
        return new ReturnYear(year);
    }
}

/// <summary>Takes <c>format</c>; the OpenAPI document says so.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FormatAttribute : Attribute;
