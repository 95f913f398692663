using Placements.Application.Reporting;

namespace Placements.Application.Returns.Wales;

/// <summary>A count of the Welsh performance framework.</summary>
/// <param name="Measure">Its number there: CH/039.</param>
/// <param name="Note">What the count leaves out, in words.</param>
public sealed record WalesMeasure(string Measure, string Title, long Count, string Note);

/// <summary>Whether the location measures account for every child looked after; the counts add up to the first.</summary>
/// <param name="UnknownLocation">Placed, but the record does not say where.</param>
/// <param name="OutOfCountyPercent">CH/047 and CH/048 of CH/039; one decimal, null when nobody is looked after.</param>
/// <param name="NotInCountyPercent">
/// All but those placed in county. It differs from the one before only by children of unknown location or without a placement.
/// </param>
public sealed record WalesReconciliation(
    long LookedAfter,
    long InCounty,
    long ElsewhereInWales,
    long OutsideWales,
    long UnknownLocation,
    long WithoutPlacement,
    decimal? OutOfCountyPercent,
    decimal? NotInCountyPercent
);

public sealed record WalesMeasuresAnswer(IReadOnlyList<WalesMeasure> Measures, WalesReconciliation Reconciliation);

/// <summary>Reads the Welsh measures, which schema <c>reporting</c> defines.</summary>
public static class WalesMeasures
{
    // One statement, so that both halves see the same record.
    private const string Sql = """
        select m.measure, m.title, m.count, m.note, r.looked_after, r.in_county, r.elsewhere_in_wales, r.outside_wales, r.unknown_location,
          r.without_placement, r.out_of_county_percent, r.not_in_county_percent
        from reporting.wales_measures_as_at($1, $2, $3, $4, $5) m
        cross join reporting.wales_reconciliation_as_at($1, $2, $3, $4, $5) r
        order by m.measure
        """;

    public static async Task<WalesMeasuresAnswer> OfWales(this Figures figures, Scope scope, Clocks clocks, CancellationToken cancel)
    {
        await using var batch = figures.Ask(Sql, clocks);
        Figures.AddScope(batch, scope);
        await using var row = await Figures.Read(batch, cancel);
        var measures = new List<WalesMeasure>();
        WalesReconciliation? reconciliation = null;
        while (await row.ReadAsync(cancel))
        {
            measures.Add(new WalesMeasure(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3)));
            reconciliation ??= new WalesReconciliation(
                row.GetInt64(4),
                row.GetInt64(5),
                row.GetInt64(6),
                row.GetInt64(7),
                row.GetInt64(8),
                row.GetInt64(9),
                row.Maybe<decimal>(10),
                row.Maybe<decimal>(11)
            );
        }
        return new WalesMeasuresAnswer(measures, reconciliation!);
    }
}
