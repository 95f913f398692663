namespace Placements.Application.Returns.Checks.Change;

internal sealed class Rule233()
    : EpisodeCheck("233", "An open episode has no reason for a change of placement yet.", "Episodes.REASON_PLACE_CHANGE")
{
    public override int FromYear => 2026;

    protected override bool Breaks(EpisodeRow episode, CheckedChild child) => episode.IsOpen && episode.Reason.Length > 0;
}
