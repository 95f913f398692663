namespace Placements.Application.Returns.Checks.Timeline;

internal sealed class Rule148()
    : EpisodeCheck("148", "The end of an episode and the reason for it are given together.", "Episodes.DEC", "Episodes.REC")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) => episode.Has("DEC") != episode.Has("REC");
}
