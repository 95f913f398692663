using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Import;

/// <summary>How often a problem was met.</summary>
public sealed record ProblemCount(string Code, ProblemOutcome Outcome, long Count, string Example);

/// <param name="New">Registered by this import.</param>
/// <param name="Changed">Known before; entries were added, corrected or voided.</param>
/// <param name="Unchanged">Known before, and the rows say nothing new.</param>
/// <param name="LeftOut">Of whom nothing could be taken.</param>
public sealed record ImportedChildren(long New, long Changed, long Unchanged, long LeftOut);

/// <summary>What an import did, or in a dry run would do.</summary>
/// <param name="ImportId">Also the batch that every entry names; null for a dry run.</param>
/// <param name="Rows">Read from the files.</param>
/// <param name="Episodes">Rows of Episodes among them.</param>
/// <param name="Entries">Recorded, corrections and voids included.</param>
public sealed record ImportReport(
    Guid? ImportId,
    string Authority,
    IReadOnlyList<int> Years,
    bool DryRun,
    long Rows,
    long Episodes,
    ImportedChildren Children,
    long Entries,
    IReadOnlyList<ProblemCount> Problems
);

/// <summary>How far an import has come, for somebody who waits.</summary>
public sealed record ImportProgress(long RowsRead, long ChildrenTaken);

/// <summary>Counts what an import meets, and passes each problem on.</summary>
internal sealed class ImportTally(Action<ReturnProblem>? onProblem)
{
    private readonly Dictionary<string, ProblemCount> problems = new(StringComparer.Ordinal);

    public long Rows { get; set; }

    public long Episodes { get; set; }

    public long New { get; set; }

    public long Changed { get; set; }

    public long Unchanged { get; set; }

    public long LeftOut { get; set; }

    public long Entries { get; set; }

    public void Add(ReturnProblem problem)
    {
        var count = problems.GetValueOrDefault(problem.Code) ?? new ProblemCount(problem.Code, problem.Outcome, 0, problem.Message);
        problems[problem.Code] = count with { Count = count.Count + 1 };
        onProblem?.Invoke(problem);
    }

    public ImportReport Report(Guid? importId, string authority, IReadOnlyList<int> years) =>
        new(
            importId,
            authority,
            years,
            importId is null,
            Rows,
            Episodes,
            new ImportedChildren(New, Changed, Unchanged, LeftOut),
            Entries,
            [.. problems.Values.OrderBy(problem => problem.Outcome).ThenByDescending(problem => problem.Count)]
        );
}
