namespace Placements.Application.Returns.Checks.Unaccompanied;

internal sealed class Rule205A()
    : HeaderCheck(
        "205A",
        "Where a child is no longer an unaccompanied asylum seeker, last year's return says when that ended.",
        "UASC.CHILD",
        "UASC.DUC"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.LastYear is { } last
        && last.IsUnaccompanied
        && !child.IsUnaccompanied
        && !(last.StatusEndedOn >= last.Year.FirstDay && last.StatusEndedOn <= last.Year.LastDay);
}
