namespace Placements.Application.Returns.Checks.Respite;

internal sealed class Rule365()
    : EpisodeCheck("365", "A single short break (V3) lasts at most 17 days.", "Episodes.LS", "Episodes.DECOM", "Episodes.DEC")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        episode.Ls == "V3" && episode.Started is { } from && (episode.Ended ?? child.Year.LastDay).DayNumber - from.DayNumber > 17;
}
