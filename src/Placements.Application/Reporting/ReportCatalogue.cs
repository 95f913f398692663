using Npgsql;

namespace Placements.Application.Reporting;

/// <summary>What a column of a report is for.</summary>
public enum ColumnRole
{
    /// <summary>Names the row.</summary>
    Key,

    /// <summary>How many; who is behind it can be listed.</summary>
    Count,

    /// <summary>Formed from counts; null of nothing.</summary>
    Share,

    /// <summary>A sum, a mean or a median.</summary>
    Amount,
}

/// <param name="Name">As the database names it; snake_case.</param>
/// <param name="Unit">date, code, text, children, placements, percent, days, pence …</param>
public sealed record ReportColumn(string Name, ColumnRole Role, string Unit, string Meaning);

/// <param name="Id">Also the name of the function and the view in schema <c>reporting</c>.</param>
/// <param name="Counts">What is counted, and what is not.</param>
/// <param name="Source">Where the figure or its definition comes from.</param>
public sealed record Report(string Id, string Title, string Counts, string Source, IReadOnlyList<ReportColumn> Columns)
{
    public IEnumerable<ReportColumn> Keys => Columns.Where(column => column.Role == ColumnRole.Key);

    /// <summary>
    /// The key that goes with the day asked about, if there is one: a trend has rows for several days, of which one is the day's own.
    /// </summary>
    internal ReportColumn? DateKey => Keys.FirstOrDefault(column => column.Unit == "date");
}

/// <summary>The reports as the database describes them.</summary>
public sealed class ReportCatalogue(NpgsqlDataSource database)
{
    private const string Described = """
        select r.id, r.title, r.counts, r.source, c.name, c.role::text, c.unit, c.meaning
        from reporting.report r
        join reporting.report_column c on c.report = r.id
        where $1 is null or r.id = $1
        order by r.position, c.position
        """;

    public Task<IReadOnlyList<Report>> All(CancellationToken cancel) => Read(null, cancel);

    /// <summary>Null when there is no such report.</summary>
    public async Task<Report?> Find(string id, CancellationToken cancel) => (await Read(id, cancel)).SingleOrDefault();

    private async Task<IReadOnlyList<Report>> Read(string? id, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Described);
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = id });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var reports = new List<Report>();
        while (await row.ReadAsync(cancel))
        {
            if (reports is not [.., var last] || last.Id != row.GetString(0))
            {
                last = new Report(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), new List<ReportColumn>());
                reports.Add(last);
            }
            var role = Enum.Parse<ColumnRole>(row.GetString(5), ignoreCase: true);
            ((List<ReportColumn>)last.Columns).Add(new ReportColumn(row.GetString(4), role, row.GetString(6), row.GetString(7)));
        }
        return reports;
    }
}
