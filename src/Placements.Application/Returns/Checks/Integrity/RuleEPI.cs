using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Integrity;

internal sealed class RuleEPI() : HeaderCheck("EPI", "A child in the return has an episode or is a care leaver.", "Header.CHILD")
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) => child.Episodes.Count == 0 && !child.Of(Ssda903Tables.Oc3).Any();
}
