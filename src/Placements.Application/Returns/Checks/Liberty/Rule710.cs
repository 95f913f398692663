namespace Placements.Application.Returns.Checks.Liberty;

internal sealed class Rule710()
    : EpisodeCheck(
        "710",
        "A child under a deprivation of liberty order does not live in K1, K3, P1 or R5.",
        "DoLo.DOLO_START",
        "Episodes.PLACE"
    )
{
    public override int FromYear => 2027;

    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        episode.Place is "K1" or "K3" or "P1" or "R5" && child.IsDeprivedOfLiberty(episode);
}
