using Placements.Application.Places;
using Placements.Application.Returns.Files;
using Placements.Application.Returns.Ssda903;
using Placements.Domain.Codes;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;
using Placements.Domain.Returns;

namespace Placements.Application.Returns.Import;

/// <summary>What an import knows besides a child's rows.</summary>
/// <param name="Tables">The tables given for each year: one that is not given says nothing.</param>
/// <param name="LastYear">The latest year of which any return of the authority is known, this source's or an earlier one's.</param>
/// <param name="Places">By postcode, as <see cref="Postcode.Normalise"/> writes it.</param>
internal sealed record ImportSetting(
    IImportSource Source,
    string Authority,
    Guid Batch,
    IReadOnlySet<(int Year, KeptTable Table)> Tables,
    ReturnYear LastYear,
    IReadOnlyDictionary<string, PostcodePlace> Places,
    DateOnly Today
);

/// <summary>An entry to be appended, and where it comes from.</summary>
internal sealed record ImportedEntry(Guid EntryId, ChildEvent Fact, EntrySource Source);

/// <summary>What an import comes to for one child.</summary>
/// <param name="Entries">Empty where the record says all of it already.</param>
internal sealed record ChildChanges(HeldRecord Held, IReadOnlyList<ImportedEntry> Entries, CareJourney Before, CareJourney After);

/// <summary>What the rules refused, so far.</summary>
internal sealed class RefusedRows
{
    /// <summary>Left out altogether.</summary>
    public HashSet<ReturnRow> Rows { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>Taken without their reason for the end of care.</summary>
    public HashSet<ReturnRow> EndReasons { get; } = new(ReferenceEqualityComparer.Instance);
}

/// <summary>
/// Turns the rows of one child into entries: joins them with what is recorded, tells the facts, compares them with the facts that the
/// record tells, and decides as for any command. Facts that are refused are left out with their row, and the rest is told anew without it.
/// </summary>
internal sealed class ChildImport(ImportSetting setting)
{
    private readonly List<ReturnProblem> problems = [];

    public IReadOnlyList<ReturnProblem> Problems => problems;

    /// <param name="rows">In the order of years.</param>
    public ChildChanges? Take(string code, IReadOnlyList<ReturnRow> rows, HeldRecord held)
    {
        var refused = new RefusedRows();
        var reasons = new List<ReturnProblem>();
        while (true)
        {
            problems.Clear();
            var child = setting.Source.ReadChild(code, rows, refused, problems.Add);
            if (child.Header is null && held.IsNew)
            {
                foreach (var row in rows)
                {
                    LeaveOut(
                        row,
                        "child_without_header",
                        row.Table.Columns[0],
                        $"The child has no row in {setting.Source.Header.Name}, and is not known here."
                    );
                }
                return null;
            }

            var proposed = new ChildFacts(setting, held, child, problems.Add).Propose();
            var decision = Decision.Of(held.Entries, [.. proposed.Select(one => (one.Entry.EntryId, one.Entry.Fact))], setting.Today);
            if (decision.Refusals.Count == 0)
            {
                problems.AddRange(reasons);
                var accepted = decision.Accepted.Select((fact, i) => proposed[i].Entry with { Fact = fact.Fact });
                return new ChildChanges(held, [.. accepted], decision.Before, decision.After);
            }
            if (!Refuse(decision.Refusals, proposed, refused, reasons))
            {
                problems.Clear();
                problems.AddRange(reasons);
                foreach (var row in rows.Where(row => !refused.Rows.Contains(row)))
                {
                    LeaveOut(row, decision.Refusals[0].Code, null, decision.Refusals[0].Message);
                }
                return null;
            }
        }
    }

    /// <summary>False where no row can be named, so that nothing of the child can be taken.</summary>
    private bool Refuse(
        IReadOnlyList<Refusal> refusals,
        IReadOnlyList<ProposedEntry> proposed,
        RefusedRows refused,
        List<ReturnProblem> reasons
    )
    {
        // One at a time: the next may hold once this one is gone.
        foreach (var refusal in refusals)
        {
            if (LastOf(refusal, proposed) is not { Row: { } row } last)
            {
                continue;
            }
            var onlyTheReason = EndsCare(last.Entry.Fact) && refused.EndReasons.Add(row);
            if (!onlyTheReason && !refused.Rows.Add(row))
            {
                continue;
            }
            reasons.Add(
                new ReturnProblem(
                    refusal.Code,
                    onlyTheReason ? $"{refusal.Message} The reason for the end of care was taken as other." : refusal.Message,
                    onlyTheReason ? ProblemOutcome.Repaired : ProblemOutcome.LeftOut
                )
                {
                    File = row.File,
                    Line = row.Line,
                    Column = onlyTheReason ? "REC" : null,
                    Child = row.Child,
                }
            );
            return true;
        }
        return false;
    }

    private static bool EndsCare(ChildEvent fact) =>
        (fact is EntryCorrected correction ? correction.Facts : fact) is CareEnded { Reason: not CareEndReason.Other };

    /// <summary>Of two that contradict each other the later in life gives way: what follows it hangs on it least.</summary>
    private ProposedEntry? LastOf(Refusal refusal, IReadOnlyList<ProposedEntry> proposed) =>
        proposed.LastOrDefault(one =>
            (refusal.EntryIds.Contains(one.Entry.EntryId) || refusal.EntryIds.Contains(one.Corrects))
            && one.Row is not null
            && one.Row.Table != setting.Source.Header
        );

    private void LeaveOut(ReturnRow row, string code, string? column, string message) =>
        problems.Add(
            new ReturnProblem(code, message, ProblemOutcome.LeftOut)
            {
                File = row.File,
                Line = row.Line,
                Column = column,
                Child = row.Child,
            }
        );
}
