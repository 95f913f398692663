namespace Placements.Application.Reporting;

/// <summary>Whose children are counted.</summary>
/// <param name="Authorities">GSS codes.</param>
/// <param name="Teams">Null: every team. A child without a team is seen by every team.</param>
/// <param name="Hidden">Children to leave out, whose records are restricted; null: none.</param>
public sealed record Scope(IReadOnlyList<string> Authorities, IReadOnlyList<string>? Teams, IReadOnlyList<Guid>? Hidden = null);

/// <summary>The two clocks of a figure.</summary>
/// <param name="AsAt">The day in the child's life; what is effective later does not count.</param>
/// <param name="AsKnownAt">Entries recorded later do not count. Null: everything known.</param>
public sealed record Clocks(DateOnly AsAt, DateTimeOffset? AsKnownAt = null);

/// <summary>The child that a page ended with.</summary>
public sealed record Position(string Authority, Guid ChildId);

/// <param name="Next">Where the next page goes on; null at the end.</param>
public sealed record Page<TRow>(IReadOnlyList<TRow> Items, Position? Next);

/// <summary>Where a looked-after child lives; there is none for a child without a placement.</summary>
/// <param name="DaysInPlacement">Nights since it began: 0 on the first day.</param>
/// <param name="OutOfCounty">Null while the facts do not say where the home is.</param>
public sealed record CurrentPlacementRow(
    Guid ChildId,
    Guid PlacementId,
    string Kind,
    string Category,
    string Sector,
    string? ProviderName,
    string? HostAuthority,
    string? Country,
    string? Registration,
    DateOnly StartedOn,
    int DaysInPlacement,
    string LegalStatus,
    bool? OutOfCounty
);

/// <summary>How often a looked-after child moved. Counted by <c>reporting.counting_rule</c>.</summary>
/// <param name="DaysInPlacement">Of the placement the child is in; null without one.</param>
/// <param name="LongTermStable">Null for a child who is 16 or older, or not looked after for two and a half years.</param>
public sealed record StabilityRow(
    Guid ChildId,
    int PlacementsInYear,
    int PlacementsLast12Months,
    int MovesPlanned,
    int MovesUnplanned,
    int Breakdowns,
    int? DaysInPlacement,
    bool ThreeOrMore,
    bool? LongTermStable
);

/// <summary>Where a looked-after child lives, seen from the responsible authority; every looked-after child has one.</summary>
/// <param name="Location">Unknown also for a child without a placement.</param>
/// <param name="PreferenceBand">Of CPPCR 2015 reg. 12; null in county and where the facts do not say.</param>
public sealed record OutOfCountyRow(
    Guid ChildId,
    Guid? PlacementId,
    string? Kind,
    string? HostAuthority,
    string? Country,
    string Location,
    string? PreferenceBand,
    string? Reason,
    DateOnly? StartedOn
);

/// <param name="ThreeOrMorePercent">Of all looked after, one decimal; null when nobody is.</param>
/// <param name="BreakdownsInYear">Of placements of all children, looked after on the day or not.</param>
/// <param name="PlacementsEndedInYear">Likewise.</param>
public sealed record StabilitySummary(
    long LookedAfter,
    long ThreeOrMore,
    decimal? ThreeOrMorePercent,
    long LongTermEligible,
    long LongTermStable,
    long BreakdownsInYear,
    long PlacementsEndedInYear
);

/// <param name="OutOfCountyPercent">Elsewhere in Wales and outside Wales, of all looked after; one decimal, null when nobody is.</param>
public sealed record OutOfCountySummary(
    long LookedAfter,
    long InCounty,
    long ElsewhereInWales,
    long OutsideWales,
    long Unknown,
    decimal? OutOfCountyPercent,
    IReadOnlyList<ChildrenByKind> ByKind,
    IReadOnlyList<ChildrenByHostAuthority> ByHostAuthority
);

/// <param name="Kind">Null: no placement.</param>
public sealed record ChildrenByKind(string? Kind, long Children, long InCounty, long ElsewhereInWales, long OutsideWales, long Unknown);

/// <param name="HostAuthority">Null: not known.</param>
public sealed record ChildrenByHostAuthority(string? HostAuthority, long Children, long OutOfCounty);
