using Npgsql;

namespace Placements.Application.Reporting;

/// <summary>Which of the children in scope count; null, here as everywhere: whatever it is.</summary>
/// <param name="HostAuthorities">GSS codes of where the home stands.</param>
/// <param name="Suppress">Counts go to the nearest 5, and those under 5 are hidden (null).</param>
public sealed record ReportFilter(
    string[]? AgeBands,
    string[]? Sexes,
    string[]? LegalStatuses,
    string[]? Kinds,
    string[]? Sectors,
    string[]? HostAuthorities,
    bool? Disabled,
    bool? Unaccompanied,
    bool? InSiblingGroup,
    bool Suppress
)
{
    public static ReportFilter None { get; } = new(null, null, null, null, null, null, null, null, null, false);
}

/// <summary>What a report is asked: <c>reporting.question</c> of the database.</summary>
public sealed record ReportQuestion(Scope Scope, Clocks Clocks, ReportFilter Filter)
{
    /// <summary>The first parameter that a statement has to itself.</summary>
    internal const int NextParameter = 16;

    /// <summary>The question in SQL, over the parameters that <see cref="Statement"/> sets.</summary>
    internal static string Sql(string asAt = "$1", string asKnownAt = "$2", string children = "null") =>
        $"row({asAt}, {asKnownAt}, $3, $4, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, {children}, $5)::reporting.question";

    /// <summary>The statement with the question's parameters, to be planned for them.</summary>
    internal NpgsqlBatch Statement(Figures figures, string sql)
    {
        var batch = figures.Ask(sql, Clocks);
        Figures.AddScope(batch, Scope);
        Figures.Add(batch, Filter.AgeBands);
        Figures.Add(batch, Filter.Sexes);
        Figures.Add(batch, Filter.LegalStatuses);
        Figures.Add(batch, Filter.Kinds);
        Figures.Add(batch, Filter.Sectors);
        Figures.Add(batch, Filter.HostAuthorities);
        Figures.Add(batch, Filter.Disabled);
        Figures.Add(batch, Filter.Unaccompanied);
        Figures.Add(batch, Filter.InSiblingGroup);
        Figures.Add(batch, Filter.Suppress);
        return batch;
    }
}
