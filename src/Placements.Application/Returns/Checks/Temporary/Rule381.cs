namespace Placements.Application.Returns.Checks.Temporary;

internal sealed class Rule381()
    : EpisodeCheck("381", "A temporary absence (T0 to T4) ends with X1: care goes on.", "Episodes.PLACE", "Episodes.REC")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        episode.IsAway && episode.Rec.Length > 0 && !episode.Continues;
}
