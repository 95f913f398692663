using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Leaver;

internal sealed class Rule1000()
    : RowCheck("1000", Ssda903Tables.Oc3, "A child who died in care is no care leaver.", "OC3.IN_TOUCH", "OC3.ACTIV", "OC3.ACCOM")
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.Episodes.Concat(child.LastYear?.Episodes ?? []).Any(episode => episode.Rec == "E2");
}
