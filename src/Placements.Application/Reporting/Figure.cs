using Npgsql;

namespace Placements.Application.Reporting;

/// <summary>
/// One of the named read models: the function in schema <c>reporting</c> that defines it, and how a row of it is read. Columns 0 and 1
/// are authority and child in all of them.
/// </summary>
public sealed class Figure<TRow>
{
    private const string InScope = "authority = any($3) and reporting.seen_by(authority, child_id, $4, $5)";
    private const string InOrder = "order by authority, child_id";

    private readonly Func<NpgsqlDataReader, TRow> read;

    /// <param name="children">The cheapest function with the same children: a page is chosen there, then its figures are counted.</param>
    internal Figure(string function, string children, string columns, Func<NpgsqlDataReader, TRow> read)
    {
        this.read = read;
        var select = $"select authority, child_id, {columns} from reporting.{function}($1, $2)";
        var page = $"select authority, child_id from reporting.{children}($1, $2) where {InScope}";
        All = $"{select} where {InScope} {InOrder}";
        OneChild = $"{select} where authority = $3 and child_id = $4";
        FirstPage = $"{select} join ({page} {InOrder} limit $6) page using (authority, child_id) {InOrder}";
        NextPage =
            $"{select} join ({page} and (authority, child_id) > ($7, $8) {InOrder} limit $6) page using (authority, child_id) {InOrder}";
    }

    internal string All { get; }

    internal string FirstPage { get; }

    internal string NextPage { get; }

    internal string OneChild { get; }

    internal TRow Read(NpgsqlDataReader reader) => read(reader);

    internal static Position PositionOf(NpgsqlDataReader reader) => new(reader.GetString(0), reader.GetGuid(1));
}

/// <summary>The three named read models.</summary>
public static class Figure
{
    public static Figure<CurrentPlacementRow> CurrentPlacement { get; } =
        new(
            "current_placement_as_at",
            "current_placement_as_at",
            "placement_id, kind, category, sector, provider_name, host_authority, country, registration, started_on, days_in_placement, "
                + "legal_status, out_of_county",
            row => new CurrentPlacementRow(
                row.GetGuid(1),
                row.GetGuid(2),
                row.GetString(3),
                row.GetString(4),
                row.GetString(5),
                row.Text(6),
                row.Text(7),
                row.Text(8),
                row.Text(9),
                row.GetFieldValue<DateOnly>(10),
                row.GetInt32(11),
                row.GetString(12),
                row.Maybe<bool>(13)
            )
        );

    public static Figure<StabilityRow> Stability { get; } =
        new(
            "stability_as_at",
            "looked_after_as_at",
            "placements_in_year, placements_last_12_months, moves_planned, moves_unplanned, breakdowns, days_in_placement, three_or_more, "
                + "long_term_stable",
            row => new StabilityRow(
                row.GetGuid(1),
                row.GetInt32(2),
                row.GetInt32(3),
                row.GetInt32(4),
                row.GetInt32(5),
                row.GetInt32(6),
                row.Maybe<int>(7),
                row.GetBoolean(8),
                row.Maybe<bool>(9)
            )
        );

    public static Figure<OutOfCountyRow> OutOfCounty { get; } =
        new(
            "out_of_county_as_at",
            "looked_after_as_at",
            "placement_id, kind, host_authority, country, location, preference_band, reason, started_on",
            row => new OutOfCountyRow(
                row.GetGuid(1),
                row.Maybe<Guid>(2),
                row.Text(3),
                row.Text(4),
                row.Text(5),
                row.GetString(6),
                row.Text(7),
                row.Text(8),
                row.Maybe<DateOnly>(9)
            )
        );

    internal static string? Text(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    internal static T? Maybe<T>(this NpgsqlDataReader row, int column)
        where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);
}
