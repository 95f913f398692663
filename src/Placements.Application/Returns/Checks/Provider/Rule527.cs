using Placements.Domain.Journey;

namespace Placements.Application.Returns.Checks.Provider;

internal sealed class Rule527()
    : Check(
        "527",
        "The authority itself (PR1) does not provide placements of the types P1, R2 and R5.",
        "Episodes.PLACE",
        "Episodes.PLACE_PROVIDER"
    )
{
    protected override bool Takes(Finding finding, CheckedChild child) => child.EpisodeOn(finding.On)?.Provider == "PR1";
}
