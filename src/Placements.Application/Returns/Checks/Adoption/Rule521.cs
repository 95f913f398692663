using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Adoption;

internal sealed class Rule521()
    : RowCheck(
        "521",
        Ssda903Tables.Ad1,
        "The decision that adoption is in the child's best interest comes no later than a placement for adoption.",
        "AD1.DATE_INT",
        "Episodes.PLACE",
        "Episodes.DECOM"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        row.Date("DATE_INT") > child.Episodes.FirstOrDefault(episode => episode.IsAdoptive)?.Started;
}
