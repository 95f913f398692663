using Placements.Domain.Journey;

namespace Placements.Application.Returns.Checks.Timeline;

internal sealed class Rule355()
    : EpisodeCheck(
        "355",
        "An episode that starts and ends on one day is none: it lasted less than 24 hours.",
        "Episodes.DECOM",
        "Episodes.DEC"
    )
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) => episode.Ended == episode.Started;

    /// <summary>Two moves on one day are one episode of the return; that they happened is no breach of it.</summary>
    protected override bool Takes(Finding finding, CheckedChild child) => finding.Code != "placement_under_a_day";
}
