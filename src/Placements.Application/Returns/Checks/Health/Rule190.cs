using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Health;

internal sealed class Rule190()
    : RowCheck(
        "190",
        Ssda903Tables.Oc2,
        "Health is told only of a child looked after for twelve months.",
        "OC2.CONVICTED",
        "OC2.HEALTH_CHECK",
        "OC2.IMMUNISATIONS",
        "OC2.TEETH_CHECK",
        "OC2.HEALTH_ASSESSMENT",
        "OC2.SUBSTANCE_MISUSE"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        !child.IsLookedAfterAllYear
        && row.HasAny(
            "CONVICTED",
            "HEALTH_CHECK",
            "IMMUNISATIONS",
            "TEETH_CHECK",
            "HEALTH_ASSESSMENT",
            "SUBSTANCE_MISUSE",
            "INTERVENTION_RECEIVED",
            "INTERVENTION_OFFERED"
        );
}
