using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Health;

internal sealed class Rule197B()
    : RowCheck(
        "197B",
        Ssda903Tables.Oc2,
        "A child who turned 4 or 17 in the year, looked after for twelve months, has a strengths and difficulties score, or a reason why not.",
        "OC2.SDQ_REASON"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.IsLookedAfterAllYear && !row.HasAny("SDQ_SCORE", "SDQ_REASON") && (TurnsInYear(child, 4) || TurnsInYear(child, 17));

    private static bool TurnsInYear(CheckedChild child, int age) =>
        child.Birthday(age) >= child.Year.FirstDay && child.Birthday(age) <= child.Year.LastDay;
}
