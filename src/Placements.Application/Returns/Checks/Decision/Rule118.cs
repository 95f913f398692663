using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Decision;

internal sealed class Rule118()
    : RowCheck(
        "118",
        Ssda903Tables.PlacedAdoption,
        "A decision to place for adoption is reversed in the return's year, and not before the child was looked after.",
        "PlacedAdoption.DATE_PLACED_CEASED",
        "Episodes.DECOM",
        "Episodes.LS"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        row.Date("DATE_PLACED_CEASED") is { } reversed
        && (reversed < child.Year.FirstDay || reversed < child.Episodes.FirstOrDefault(episode => !episode.IsShortBreak)?.Started);
}
