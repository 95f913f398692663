namespace Placements.Application.Returns.Checks.Timeline;

internal sealed class Rule385() : EpisodeCheck("385", "An episode ends by the end of the return's year, or is open.", "Episodes.DEC")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) => episode.Ended > child.Year.LastDay;
}
