using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Decision;

internal sealed class Rule554()
    : RowCheck(
        "554",
        Ssda903Tables.PlacedAdoption,
        "The decision to place a child for adoption comes no later than the first placement order (E1).",
        "PlacedAdoption.DATE_PLACED",
        "Episodes.DECOM",
        "Episodes.LS"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        row.Date("DATE_PLACED") > child.Episodes.FirstOrDefault(episode => episode.Ls == "E1")?.Started;
}
