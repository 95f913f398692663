using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Unaccompanied;

internal sealed class Rule303()
    : RowCheck("303", Ssda903Tables.Uasc, "Only an unaccompanied asylum-seeking child has a date on which that status ended.", "UASC.DUC")
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) => row.Has("DUC") && !child.Details.UnaccompaniedAsylumSeeking;
}
