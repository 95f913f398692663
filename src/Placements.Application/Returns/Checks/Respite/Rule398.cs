namespace Placements.Application.Returns.Checks.Respite;

internal sealed class Rule398()
    : EpisodeCheck("398", "Short breaks carry no postcodes.", "Episodes.LS", "Episodes.HOME_POST", "Episodes.PL_POST")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        episode.IsShortBreak && episode.HasAny("HOME_POST", "PL_POST");
}
