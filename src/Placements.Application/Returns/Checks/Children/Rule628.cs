using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Children;

internal sealed class Rule628() : HeaderCheck("628", "A care leaver who was not in care in the year has no mother flag.", "Header.MOTHER")
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.Episodes.Count == 0
        && row.Has("MOTHER")
        && child.Of(Ssda903Tables.Oc3).Any(leaver => leaver.HasAny("IN_TOUCH", "ACTIV", "ACCOM"));
}
