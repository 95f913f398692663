using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Missing;

internal sealed class Rule577() : RowCheck("577", Ssda903Tables.Missing, "An absence lies within a period of care.", "Missing.MIS_END")
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.Episodes.Count > 0 && row.Date("MIS_START") is { } from && row.Date("MIS_END") > child.EndOfCareAfter(from);
}
