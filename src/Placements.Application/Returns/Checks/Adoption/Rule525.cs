using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Adoption;

internal sealed class Rule525()
    : RowCheck(
        "525",
        Ssda903Tables.PlacedAdoption,
        "A child whose decision to be placed for adoption was reversed has no row in AD1.",
        "PlacedAdoption.DATE_PLACED_CEASED",
        "AD1.DATE_INT",
        "AD1.DATE_MATCH"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        row == child.LatestDecision && row.Has("DATE_PLACED_CEASED") && child.Of(Ssda903Tables.Ad1).Any();
}
