using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Liberty;

internal sealed class Rule700()
    : RowCheck("700", Ssda903Tables.DoLo, "A deprivation of liberty order begins on a day, written dd/mm/yyyy.", "DoLo.DOLO_START")
{
    public override int FromYear => 2027;

    protected override bool Breaks(CheckedRow row, CheckedChild child) => row.Date("DOLO_START") is null;
}
