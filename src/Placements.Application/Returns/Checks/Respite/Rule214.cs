namespace Placements.Application.Returns.Checks.Respite;

internal sealed class Rule214()
    : EpisodeCheck("214", "Short breaks carry neither the postcode of the placement nor a URN.", "Episodes.PL_POST", "Episodes.URN")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) => episode.IsShortBreak && episode.HasAny("PL_POST", "URN");
}
