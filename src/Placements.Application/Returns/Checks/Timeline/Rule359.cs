using Placements.Domain.Journey;

namespace Placements.Application.Returns.Checks.Timeline;

internal sealed class Rule359()
    : EpisodeCheck(
        "359",
        "An episode is not open past the 18th birthday, save for V2 in K2.",
        "Header.DOB",
        "Episodes.DEC",
        "Episodes.LS",
        "Episodes.PLACE"
    )
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        episode.IsOpen && child.Birthday(18) <= child.Year.LastDay && !(episode.Ls == "V2" && episode.Place == "K2");

    /// <summary>The domain's rule knows no exception, and speaks of care that ended as well.</summary>
    protected override bool Takes(Finding finding, CheckedChild child) => false;
}
