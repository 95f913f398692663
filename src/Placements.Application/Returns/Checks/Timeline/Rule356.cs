namespace Placements.Application.Returns.Checks.Timeline;

internal sealed class Rule356() : EpisodeCheck("356", "An episode does not end before it starts.", "Episodes.DECOM", "Episodes.DEC")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) => episode.Ended < episode.Started;
}
