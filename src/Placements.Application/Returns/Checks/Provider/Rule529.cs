using Placements.Domain.Journey;

namespace Placements.Application.Returns.Checks.Provider;

internal sealed class Rule529()
    : Check(
        "529",
        "Another public body (PR3) does not provide placements of the types P1, A3 to A6, K1, K2 and U1 to U6.",
        "Episodes.PLACE",
        "Episodes.PLACE_PROVIDER"
    )
{
    protected override bool Takes(Finding finding, CheckedChild child) => child.EpisodeOn(finding.On)?.Provider == "PR3";
}
