using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Unaccompanied;

internal sealed class Rule304()
    : RowCheck("304", Ssda903Tables.Uasc, "The status of an unaccompanied asylum-seeking child ends by the 18th birthday.", "UASC.DUC")
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) => row.Date("DUC") > child.Birthday(18);
}
