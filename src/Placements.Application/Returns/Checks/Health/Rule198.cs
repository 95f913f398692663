using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Health;

internal sealed class Rule198()
    : RowCheck(
        "198",
        Ssda903Tables.Oc2,
        "A reason for no strengths and difficulties score is given only for a child looked after for twelve months.",
        "OC2.SDQ_REASON"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) => row.Has("SDQ_REASON") && !child.IsLookedAfterAllYear;
}
