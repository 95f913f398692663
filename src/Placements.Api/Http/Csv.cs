using System.Reflection;
using System.Text.Json;
using CsvHelper;
using Placements.Application.Json;

namespace Placements.Api.Http;

/// <summary>
/// Rows as CSV, streamed. A cell that a spreadsheet would take for a formula is made harmless with an apostrophe.
/// </summary>
public sealed class CsvTable(IReadOnlyList<string> columns, IAsyncEnumerable<IReadOnlyList<object?>> rows) : IResult
{
    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with { Injection = CsvInjection.Escape };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.SendsLong();
        var cancel = httpContext.RequestAborted;
        httpContext.Response.ContentType = "text/csv; charset=utf-8";
        await using var csv = CsvWriter.Create(httpContext.Response.Body, Options, leaveOpen: true);
        await csv.WriteRecordAsync([.. columns], cancel);
        await foreach (var row in rows.WithCancellation(cancel))
        {
            await csv.WriteRecordAsync([.. row.Select(Cell)], cancel);
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

/// <summary>All rows of a list as CSV: a column for each member of <typeparamref name="T"/>.</summary>
public sealed class Csv<T>(IAsyncEnumerable<T> rows) : IResult
{
    private static readonly PropertyInfo[] Columns = typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance);

    public Task ExecuteAsync(HttpContext httpContext) =>
        new CsvTable(
            [.. Columns.Select(column => JsonNamingPolicy.CamelCase.ConvertName(column.Name))],
            rows.Select(row => (IReadOnlyList<object?>)[.. Columns.Select(column => column.GetValue(row))])
        ).ExecuteAsync(httpContext);
}

public static class AcceptedForm
{
    /// <summary>Whether the client likes CSV best; named beside JSON it is what is wanted, since JSON comes without being named.</summary>
    public static bool WantsCsv(this HttpRequest request) => request.Wants("text/csv");

    /// <summary>Likewise a page: what a browser asks for.</summary>
    public static bool WantsHtml(this HttpRequest request) => request.Wants(HtmlPage.ContentType);

    private static bool Wants(this HttpRequest request, string form)
    {
        var accepted = request.GetTypedHeaders().Accept;
        var liking = Liking(form);
        return liking > 0 && liking >= Liking("application/json");

        double Liking(string type) =>
            accepted
                .Where(range => range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
                .Select(range => range.Quality ?? 1)
                .DefaultIfEmpty(0)
                .Max();
    }
}
