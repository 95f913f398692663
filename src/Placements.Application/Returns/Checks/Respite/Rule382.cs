namespace Placements.Application.Returns.Checks.Respite;

/// <summary>Of breaks that are recorded one by one the domain's own rule tells.</summary>
internal sealed class Rule382()
    : EpisodeCheck("382", "A child on short breaks is not temporarily absent (T0 to T4).", "Episodes.LS", "Episodes.PLACE")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) => episode.Ls == "V4" && episode.IsAway;
}
