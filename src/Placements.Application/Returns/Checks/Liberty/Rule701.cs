using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Liberty;

internal sealed class Rule701()
    : RowCheck(
        "701",
        Ssda903Tables.DoLo,
        "The end of a deprivation of liberty order, where it is given, is a day written dd/mm/yyyy.",
        "DoLo.DOLO_END"
    )
{
    public override int FromYear => 2027;

    protected override bool Breaks(CheckedRow row, CheckedChild child) => row.IsNoDate("DOLO_END");
}
