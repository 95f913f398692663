namespace Placements.Application.Returns.Checks.Liberty;

internal sealed class Rule709()
    : EpisodeCheck(
        "709",
        "A child under a deprivation of liberty order is expected to live in K2, Z12 or Z13.",
        "DoLo.DOLO_START",
        "Episodes.PLACE"
    )
{
    public override int FromYear => 2027;

    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        episode.Place is not ("K2" or "Z12" or "Z13") && child.IsDeprivedOfLiberty(episode);
}
