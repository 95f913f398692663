namespace Placements.Application.Returns.Checks.Respite;

/// <summary>Of breaks that are recorded one by one the domain's own rule tells.</summary>
internal sealed class Rule384()
    : EpisodeCheck("384", "A short break is not a long-term foster placement (U1, U4).", "Episodes.PLACE", "Episodes.LS")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) => episode.Ls == "V4" && (episode.Place is "U1" or "U4");
}
