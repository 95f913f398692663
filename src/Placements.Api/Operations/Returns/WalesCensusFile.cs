using System.Globalization;
using CsvHelper;
using Placements.Application.Returns.Wales;

namespace Placements.Api.Operations.Returns;

/// <summary>
/// The census as a CSV file. Headings are England's, since the Welsh ones are not known; a cell that a spreadsheet would take for a
/// formula is made harmless.
/// </summary>
internal sealed class WalesCensusFile(IReadOnlyList<WalesCensusRow> rows) : IResult
{
    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with { Injection = CsvInjection.Escape };

    private static readonly (string Heading, Func<WalesCensusRow, string?> Cell)[] Columns =
    [
        ("CHILD", row => row.Child),
        ("SEX", row => row.Sex),
        ("DOB", row => Day(row.DateOfBirth)),
        ("ETHNIC", row => row.Ethnicity),
        ("UPN", row => row.Upn),
        ("UASC", row => row.UnaccompaniedAsylumSeeking ? "1" : "0"),
        ("DECOM", row => Day(row.StartedOn)),
        ("RNE", row => row.ReasonNewEpisode),
        ("LS", row => row.LegalStatus),
        ("CIN", row => row.Need),
        ("PLACE", row => row.Placement),
        ("PLACE_LOCATION", row => row.PlacementLocation),
        ("DEC", row => Day(row.EndedOn)),
        ("REC", row => row.ReasonFinished),
        ("HOME_POST", row => row.HomePostcode),
        ("PL_POST", row => row.PlacementPostcode),
    ];

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var cancel = httpContext.RequestAborted;
        httpContext.Response.ContentType = "text/csv; charset=utf-8";
        await using var csv = CsvWriter.Create(httpContext.Response.Body, Options, leaveOpen: true);
        await csv.WriteRecordAsync([.. Columns.Select(column => column.Heading)], cancel);
        foreach (var row in rows)
        {
            await csv.WriteRecordAsync([.. Columns.Select(column => column.Cell(row) ?? "")], cancel);
        }
    }

    private static string? Day(DateOnly? day) => day?.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
