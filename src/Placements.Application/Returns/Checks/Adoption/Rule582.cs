using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Adoption;

internal sealed class Rule582()
    : RowCheck(
        "582",
        Ssda903Tables.Ad1,
        "The match with the adopters hardly falls on the day of the adoption.",
        "AD1.DATE_MATCH",
        "Episodes.DEC"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        row.Date("DATE_MATCH") is { } matched && child.Episodes.Any(episode => episode.IsAdopted && episode.Ended == matched);
}
