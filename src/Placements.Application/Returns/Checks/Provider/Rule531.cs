using Placements.Domain.Journey;

namespace Placements.Application.Returns.Checks.Provider;

internal sealed class Rule531()
    : Check("531", "A voluntary body (PR5) does not provide a placement with parents (P1).", "Episodes.PLACE", "Episodes.PLACE_PROVIDER")
{
    protected override bool Takes(Finding finding, CheckedChild child) => child.EpisodeOn(finding.On)?.Provider == "PR5";
}
