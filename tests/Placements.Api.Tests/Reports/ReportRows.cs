using Placements.Tests.Api.Reporting;

namespace Placements.Tests.Api.Reports;

/// <summary>What a report says, as lines to compare.</summary>
internal static class ReportRows
{
    /// <summary>Rows, each as these columns with a blank between; null is a dash.</summary>
    public static async Task<string[]> Rows(this ReportingDatabase database, string columns, string from)
    {
        var told = string.Join(", ", columns.Split(", ").Select(column => $"coalesce({column}::text, '-')"));
        return await database.Ask<string[]>($"select coalesce(array_agg(concat_ws(' ', {told})), '{{}}') from {from}");
    }

    /// <summary>Things counted, told by the keys of their rows: a line a row of the report, its number last.</summary>
    public static string[] Tally(IEnumerable<string> keys) =>
        [.. keys.GroupBy(key => key).Select(row => $"{row.Key} {row.Count()}").Order(StringComparer.Ordinal)];

    /// <summary>The rows of a report in which the last of these columns is not zero, for <see cref="Tally"/>.</summary>
    public static async Task<string[]> Counted(this ReportingDatabase database, string columns, string report) =>
        [.. (await database.Rows(columns, $"{report} where {columns.Split(", ")[^1]} > 0")).Order(StringComparer.Ordinal)];
}
