using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Decision;

internal sealed class Rule1003()
    : RowCheck(
        "1003",
        Ssda903Tables.PlacedAdoption,
        "A decision to place for adoption does not come before care began.",
        "PlacedAdoption.DATE_PLACED",
        "Episodes.DECOM",
        "Episodes.RNE"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        row.Date("DATE_PLACED") < child.Episodes.FirstOrDefault(episode => episode.Rne == "S")?.Started;
}
