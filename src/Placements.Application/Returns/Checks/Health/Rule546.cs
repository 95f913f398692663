using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Health;

internal sealed class Rule546() : RowCheck("546", Ssda903Tables.Oc2, "The health check is for a child under five.", "OC2.HEALTH_CHECK")
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.IsLookedAfterAllYear && row.Has("HEALTH_CHECK") && child.Birthday(5) <= child.Year.LastDay;
}
