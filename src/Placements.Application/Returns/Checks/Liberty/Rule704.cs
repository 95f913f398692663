using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Liberty;

internal sealed class Rule704()
    : RowCheck("704", Ssda903Tables.DoLo, "A deprivation of liberty order ends in the return's year, or is open.", "DoLo.DOLO_END")
{
    public override int FromYear => 2027;

    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        row.Date("DOLO_END") > child.Year.LastDay || row.Date("DOLO_END") < child.Year.FirstDay;
}
