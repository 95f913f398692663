using Placements.Domain.Journey;

namespace Placements.Application.Returns.Checks.Provider;

internal sealed class Rule528()
    : Check(
        "528",
        "Another authority (PR2) does not provide placements of the types P1, R2 and R5.",
        "Episodes.PLACE",
        "Episodes.PLACE_PROVIDER"
    )
{
    protected override bool Takes(Finding finding, CheckedChild child) => child.EpisodeOn(finding.On)?.Provider == "PR2";
}
