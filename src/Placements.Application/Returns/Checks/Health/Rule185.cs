using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Health;

internal sealed class Rule185()
    : RowCheck(
        "185",
        Ssda903Tables.Oc2,
        "A strengths and difficulties score is given only for a child looked after for twelve months.",
        "OC2.SDQ_SCORE"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) => row.Has("SDQ_SCORE") && !child.IsLookedAfterAllYear;
}
