namespace Placements.Application.Returns.Checks.YearJoin;

internal sealed class RuleNoE() : Check("NoE", "A child whose care began before the year is in last year's return.", "Episodes.DECOM")
{
    protected override IEnumerable<Breach> FindInRows(CheckedChild child) =>
        child.Episodes is [var first, ..] && first.Started < child.Year.FirstDay && child.LastYear is not { Episodes.Count: > 0 }
            ? [At(first)]
            : [];
}
