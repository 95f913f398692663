namespace Placements.Application.Returns.Checks.Respite;

internal sealed class Rule366()
    : EpisodeCheck(
        "366",
        "A short break (V3) is an episode of its own: it starts with S, and the child does not move in it.",
        "Episodes.RNE"
    )
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) => episode.Ls == "V3" && episode.Rne != "S";
}
