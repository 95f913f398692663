using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Decision;

/// <summary>An earlier decision may have been reversed before the child was placed after all.</summary>
internal sealed class Rule558()
    : RowCheck(
        "558",
        Ssda903Tables.PlacedAdoption,
        "Where a child was adopted, the decision to place it was not reversed.",
        "PlacedAdoption.DATE_PLACED_CEASED",
        "Episodes.REC"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        row == child.LatestDecision && row.Has("DATE_PLACED_CEASED") && child.Episodes.Any(episode => episode.IsAdopted);
}
