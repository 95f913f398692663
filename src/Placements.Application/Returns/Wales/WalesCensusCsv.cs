using System.Globalization;
using CsvHelper;
using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Wales;

/// <summary>
/// The census as a CSV file. Headings are England's, since the Welsh ones are not known; a cell that a spreadsheet would take for a
/// formula is made harmless.
/// </summary>
public static class WalesCensusCsv
{
    public static readonly CsvWriterOptions Form = CsvWriterOptions.Default with { Injection = CsvInjection.Escape };

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

    internal static ReturnTable Table { get; } = new("Census", "wales_census", [.. Columns.Select(column => column.Heading)]);

    public static async Task Write(Stream to, IReadOnlyList<WalesCensusRow> rows, CancellationToken cancel)
    {
        await using var csv = CsvWriter.Create(to, Form, leaveOpen: true);
        await csv.WriteRecordAsync([.. Table.Columns], cancel);
        foreach (var row in rows)
        {
            await csv.WriteRecordAsync(Cells(row), cancel);
        }
    }

    internal static string[] Cells(WalesCensusRow row) => [.. Columns.Select(column => column.Cell(row) ?? "")];

    private static string? Day(DateOnly? day) => day?.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
