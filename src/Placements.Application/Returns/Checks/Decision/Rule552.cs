using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Decision;

internal sealed class Rule552()
    : RowCheck(
        "552",
        Ssda903Tables.PlacedAdoption,
        "The decision to place a child for adoption comes no later than the first such placement (A3 to A6).",
        "PlacedAdoption.DATE_PLACED",
        "Episodes.DECOM"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        row == child.LatestDecision && row.Date("DATE_PLACED") > child.Episodes.FirstOrDefault(episode => episode.IsAdoptive)?.Started;
}
