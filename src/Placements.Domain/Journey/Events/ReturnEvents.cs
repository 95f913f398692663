using Placements.Domain.Codes;

namespace Placements.Domain.Journey.Events;

/// <summary>A row of a return's table that is not about placements.</summary>
public sealed record KeptRow
{
    public required KeptTable Table { get; init; }

    /// <summary>
    /// The cells as the return gives them, in the order of the table's columns in that year; empty text where a cell is empty. Left out are
    /// the columns that the child's own details fill: code, sex, date of birth and ethnicity.
    /// </summary>
    [Personal]
    [Disclosure(About.PerhapsOthers)]
    public required IReadOnlyList<string> Values { get; init; }
}

/// <summary>
/// What England's return of a year says of the child besides placements (health, reviews, adoption, leaving care, social workers), so that
/// the return can be given back whole. One for each year; a later one for the year stands in place of the earlier.
/// <see cref="ChildEvent.EffectiveOn"/> is the 31 March that ends the year.
/// </summary>
[FrozenName("ssda903_rows_kept")]
public sealed record Ssda903RowsKept : ChildEvent
{
    /// <summary>The return's year, named by the 31 March that ends it.</summary>
    public required int Year { get; init; }

    public required IReadOnlyList<KeptRow> Rows { get; init; }

    public override string InWords() => $"Further tables of the {Year} return kept";
}
