using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Adoption;

internal sealed class Rule331()
    : RowCheck(
        "331",
        Ssda903Tables.Ad1,
        "The match with the adopters comes no later than the placement that the child is adopted from.",
        "AD1.DATE_MATCH",
        "Episodes.DECOM",
        "Episodes.REC"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        row.Date("DATE_MATCH") > child.Episodes.FirstOrDefault(episode => episode.IsAdopted)?.Started;
}
