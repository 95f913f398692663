using System.Globalization;
using System.Reflection;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using Placements.Application.Json;

namespace Placements.Api.Http;

/// <summary>
/// All rows of a list as CSV, streamed. A cell that a spreadsheet would take for a formula is made harmless with an apostrophe.
/// </summary>
public sealed class Csv<T>(IAsyncEnumerable<T> rows) : IResult
{
    private static readonly PropertyInfo[] Columns = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static readonly CsvConfiguration Configuration = new(CultureInfo.InvariantCulture)
    {
        InjectionOptions = InjectionOptions.Escape,
        NewLine = "\r\n",
    };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "text/csv; charset=utf-8";
        await using var text = new StreamWriter(httpContext.Response.Body, leaveOpen: true);
        await using var csv = new CsvWriter(text, Configuration);
        foreach (var column in Columns)
        {
            csv.WriteField(JsonNamingPolicy.CamelCase.ConvertName(column.Name));
        }
        await csv.NextRecordAsync();
        await foreach (var row in rows.WithCancellation(httpContext.RequestAborted))
        {
            foreach (var column in Columns)
            {
                csv.WriteField(Cell(column.GetValue(row)));
            }
            await csv.NextRecordAsync();
        }
    }

    /// <summary>As the JSON says it, so that both formats hold the same values.</summary>
    private static string Cell(object? value) =>
        value switch
        {
            null => "",
            string text => text,
            bool flag => flag ? "true" : "false",
            _ => JsonSerializer.Serialize(value, value.GetType(), PlacementsJson.Options).Trim('"'),
        };
}

public static class CsvRequest
{
    public static bool WantsCsv(this HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase));
}
