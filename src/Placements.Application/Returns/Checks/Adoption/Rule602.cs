using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Adoption;

internal sealed class Rule602()
    : RowCheck("602", Ssda903Tables.Ad1, "A child with a row in AD1 was adopted in the year (E11, E12).", "AD1.CHILD", "Episodes.REC")
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) => !child.Episodes.Any(episode => episode.IsAdopted);
}
