using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Health;

internal sealed class Rule186()
    : RowCheck(
        "186",
        Ssda903Tables.Oc2,
        "A child of 4 to 16 looked after for twelve months has a strengths and difficulties score, or a reason why not.",
        "OC2.SDQ_SCORE"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.IsLookedAfterAllYear
        && !row.HasAny("SDQ_SCORE", "SDQ_REASON")
        && child.Birthday(4) <= child.Year.FirstDay
        && child.Birthday(17) > child.Year.LastDay;
}
