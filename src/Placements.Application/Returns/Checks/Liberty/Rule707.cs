using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Liberty;

internal sealed class Rule707()
    : RowCheck("707", Ssda903Tables.DoLo, "A deprivation of liberty order lies within a period of care, and ends with it.", "DoLo.DOLO_END")
{
    public override int FromYear => 2027;

    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.Episodes.Count > 0
        && row.Date("DOLO_START") is { } from
        && (!child.IsInCareOn(from) || (row.Date("DOLO_END") ?? DateOnly.MaxValue) > (child.EndOfCareAfter(from) ?? DateOnly.MaxValue));
}
