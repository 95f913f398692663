using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Health;

internal sealed class Rule543()
    : RowCheck(
        "543",
        Ssda903Tables.Oc2,
        "Of a child of ten or older looked after for twelve months it is told whether it was convicted.",
        "OC2.CONVICTED"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.IsLookedAfterAllYear && !row.Has("CONVICTED") && child.Birthday(10) < child.Year.LastDay;
}
