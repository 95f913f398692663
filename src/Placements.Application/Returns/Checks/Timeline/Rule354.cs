namespace Placements.Application.Returns.Checks.Timeline;

internal sealed class Rule354() : EpisodeCheck("354", "An episode starts by the end of the return's year.", "Episodes.DECOM")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) => episode.Started > child.Year.LastDay;
}
