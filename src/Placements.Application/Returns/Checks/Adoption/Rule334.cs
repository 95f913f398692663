using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Adoption;

internal sealed class Rule334()
    : RowCheck(
        "334",
        Ssda903Tables.Ad1,
        "The decision that adoption is in the child's best interest does not come before the present period of care.",
        "AD1.DATE_INT",
        "Episodes.DECOM",
        "Episodes.RNE"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        row.Date("DATE_INT") < child.Episodes.LastOrDefault(episode => episode.Rne == "S")?.Started;
}
