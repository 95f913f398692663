using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Placements.Application.Reporting;

/// <summary>A row of a report, value by value in the order of its columns: text, date, whole or decimal number, or null.</summary>
public sealed record ReportRow(IReadOnlyList<object?> Values);

/// <summary>Somebody who is counted in a cell of a report.</summary>
/// <param name="Times">How often: once, but for reports that count placements, searches or moves.</param>
/// <param name="ItemIds">Those placements, searches or moves, where the report counts such.</param>
public sealed record CountedChild(string Authority, Guid ChildId, long Times, IReadOnlyList<Guid> ItemIds);

/// <summary>Reads reports. Each is defined in schema <c>reporting</c> alone; nothing is computed here.</summary>
public sealed class Reports(Figures figures)
{
    /// <summary>All rows, in the report's own order.</summary>
    public async Task<IReadOnlyList<ReportRow>> Rows(Report report, ReportQuestion question, CancellationToken cancel)
    {
        var columns = string.Join(", ", report.Columns.Select(column => Quoted(column.Name)));
        await using var batch = question.Statement(figures, $"select {columns} from reporting.{Quoted(report.Id)}({ReportQuestion.Sql()})");
        await using var row = await Figures.Read(batch, cancel);
        var rows = new List<ReportRow>();
        while (await row.ReadAsync(cancel))
        {
            var values = new object?[row.FieldCount];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = Value(row, i);
            }
            rows.Add(new ReportRow(values));
        }
        return rows;
    }

    /// <summary>Whether the report has a row with these keys, as text.</summary>
    public async Task<bool> HasRow(
        Report report,
        IReadOnlyDictionary<string, string> keys,
        ReportQuestion question,
        CancellationToken cancel
    )
    {
        var places = keys.ToDictionary(key => report.Columns.ToList().FindIndex(column => column.Name == key.Key), key => key.Value);
        return keys.Count == 0
            || (await Rows(report, question, cancel)).Any(row =>
                places.All(key => string.Equals(Text(row.Values[key.Key]), key.Value, StringComparison.Ordinal))
            );
    }

    /// <summary>Who is behind a count, in the order of authority and child, from after <paramref name="after"/>.</summary>
    /// <param name="column">A column that is a count.</param>
    /// <param name="keys">The row, as text; a key that is left out may be any.</param>
    /// <param name="limit">At most so many; null: all.</param>
    public async IAsyncEnumerable<CountedChild> Children(
        Report report,
        ReportColumn column,
        IReadOnlyDictionary<string, string> keys,
        ReportQuestion question,
        int? limit,
        Position? after,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        var isRow = string.Concat(keys.Select((key, i) => $" and c.{Quoted(key.Key)}::text = ${ReportQuestion.NextParameter + i}"));
        var from = ReportQuestion.NextParameter + keys.Count;
        await using var batch = question.Statement(
            figures,
            $"""
            select c.authority, c.child_id, count(*), array_remove(array_agg((to_jsonb(c) ->> 'item_id')::uuid), null)
            from reporting.{Quoted(report.Id + "_counted")}({ReportQuestion.Sql()}) c
            where c.{Quoted(column.Name)}{isRow} and (${from}::text is null or (c.authority, c.child_id) > (${from}, ${from + 1}))
            group by c.authority, c.child_id order by c.authority, c.child_id limit ${from + 2}
            """
        );
        foreach (var value in keys.Values)
        {
            Figures.Add(batch, value);
        }
        Figures.Add(batch, after?.Authority);
        Figures.Add(batch, after?.ChildId);
        Figures.Add(batch, (long?)limit);
        await using var row = await Figures.Read(batch, cancel);
        while (await row.ReadAsync(cancel))
        {
            yield return new CountedChild(row.GetString(0), row.GetGuid(1), row.GetInt64(2), row.GetFieldValue<Guid[]>(3));
        }
    }

    /// <summary>The name of a column or function that the catalogue gave.</summary>
    internal static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string? Text(object? value) =>
        value is DateOnly day ? day.ToString("O", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture);

    private static object? Value(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetValue(column);
}
