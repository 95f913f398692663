namespace Placements.Application.Returns.Checks.Change;

internal sealed class Rule436()
    : SuccessionCheck(
        "436",
        "Where the reason for a new episode is B or U, both the legal status and the placement differ from the episode before.",
        "Episodes.RNE",
        "Episodes.LS",
        "Episodes.PLACE",
        "Episodes.PL_POST",
        "Episodes.URN",
        "Episodes.PLACE_PROVIDER"
    )
{
    protected override bool Breaks(EpisodeRow before, EpisodeRow next, CheckedChild child) =>
        next.Rne is "B" or "U" && (next.Ls == before.Ls || next.IsSameHomeAs(before));
}
