using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Health;

internal sealed class Rule191()
    : Check(
        "191",
        "Of a child looked after for twelve months health is told.",
        "OC2.IMMUNISATIONS",
        "OC2.TEETH_CHECK",
        "OC2.HEALTH_ASSESSMENT",
        "OC2.SUBSTANCE_MISUSE"
    )
{
    protected override IEnumerable<Breach> FindInRows(CheckedChild child)
    {
        if (!child.IsLookedAfterAllYear)
        {
            return [];
        }
        var health = child.Of(Ssda903Tables.Oc2).ToList();
        return health.Count == 0
            ? [At(child.Header)]
            : health.Where(row => row.LacksAny("IMMUNISATIONS", "TEETH_CHECK", "HEALTH_ASSESSMENT", "SUBSTANCE_MISUSE")).Select(At);
    }
}
