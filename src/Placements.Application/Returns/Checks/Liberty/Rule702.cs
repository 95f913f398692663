using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Liberty;

internal sealed class Rule702()
    : RowCheck("702", Ssda903Tables.DoLo, "A deprivation of liberty order ends after it begins.", "DoLo.DOLO_START", "DoLo.DOLO_END")
{
    public override int FromYear => 2027;

    protected override bool Breaks(CheckedRow row, CheckedChild child) => row.Date("DOLO_END") <= row.Date("DOLO_START");
}
