using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Liberty;

internal sealed class Rule703()
    : RowCheck("703", Ssda903Tables.DoLo, "A deprivation of liberty order begins by the end of the return's year.", "DoLo.DOLO_START")
{
    public override int FromYear => 2027;

    protected override bool Breaks(CheckedRow row, CheckedChild child) => row.Date("DOLO_START") > child.Year.LastDay;
}
