namespace Placements.Application.Returns.Checks.Legal;

internal sealed class Rule408()
    : EpisodeCheck(
        "408",
        "A placement for adoption of the types A5 and A6 is made under a placement order (E1).",
        "Episodes.PLACE",
        "Episodes.LS"
    )
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) => episode.Place is "A5" or "A6" && episode.Ls != "E1";
}
