using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Health;

internal sealed class Rule157()
    : RowCheck(
        "157",
        Ssda903Tables.Oc2,
        "SDQ1 (under 4 or over 16) is no reason for a child who was between the two all year.",
        "OC2.SDQ_REASON"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.IsLookedAfterAllYear
        && row["SDQ_REASON"] == "SDQ1"
        && !row.Has("SDQ_SCORE")
        && child.Birthday(4) <= child.Year.FirstDay
        && child.Birthday(16) >= child.Year.LastDay;
}
