namespace Placements.Application.Returns.Checks.Temporary;

internal sealed class Rule380()
    : EpisodeCheck("380", "A temporary absence (T0 to T4) starts with P or B.", "Episodes.PLACE", "Episodes.RNE")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) => episode.IsAway && episode.Rne is not ("P" or "B");
}
