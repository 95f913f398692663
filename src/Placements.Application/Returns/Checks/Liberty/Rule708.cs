using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Liberty;

internal sealed class Rule708()
    : RowCheck("708", Ssda903Tables.DoLo, "A deprivation of liberty order begins after the child was born.", "DoLo.DOLO_START")
{
    public override int FromYear => 2027;

    protected override bool Breaks(CheckedRow row, CheckedChild child) => row.Date("DOLO_START") <= child.Details.DateOfBirth;
}
