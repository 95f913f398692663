using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Adoption;

internal sealed class Rule335()
    : RowCheck(
        "335",
        Ssda903Tables.Ad1,
        "Whether the adopters fostered the child fits the placement it is adopted from: A3 and A5 yes, A4 and A6 no.",
        "AD1.FOSTER_CARE",
        "Episodes.PLACE"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.Episodes.FirstOrDefault(episode => episode.IsAdopted) is { } adopted
        && ((adopted.Place, row["FOSTER_CARE"]) is ("A3" or "A5", "0") or ("A4" or "A6", "1"));
}
