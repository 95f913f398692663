using Placements.Domain.Journey;

namespace Placements.Application.Returns.Checks.Provider;

internal sealed class Rule550()
    : Check("550", "Parents (PR0) provide only a placement with parents (P1).", "Episodes.PLACE", "Episodes.PLACE_PROVIDER")
{
    protected override bool Takes(Finding finding, CheckedChild child) => child.EpisodeOn(finding.On)?.Provider == "PR0";
}
