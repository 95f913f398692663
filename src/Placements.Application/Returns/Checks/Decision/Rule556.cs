using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Decision;

internal sealed class Rule556()
    : RowCheck(
        "556",
        Ssda903Tables.PlacedAdoption,
        "The decision to place a child for adoption comes no later than the freeing order (D1).",
        "PlacedAdoption.DATE_PLACED",
        "Episodes.DECOM"
    )
{
    public override int? ToYear => 2024;

    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        row.Date("DATE_PLACED") > child.Episodes.FirstOrDefault(episode => episode.Ls == "D1")?.Started;
}
