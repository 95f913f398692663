using Placements.Domain.Journey;

namespace Placements.Application.Returns.Checks.Provider;

internal sealed class Rule530()
    : Check("530", "A private company (PR4) does not provide a placement with parents (P1).", "Episodes.PLACE", "Episodes.PLACE_PROVIDER")
{
    protected override bool Takes(Finding finding, CheckedChild child) => child.EpisodeOn(finding.On)?.Provider == "PR4";
}
