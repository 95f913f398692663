namespace Placements.Application.Returns.Checks.Change;

internal sealed class Rule435()
    : SuccessionCheck(
        "435",
        "Where the reason for a new episode is P or T, the placement differs from the episode before and the legal status does not.",
        "Episodes.RNE",
        "Episodes.LS",
        "Episodes.PLACE",
        "Episodes.PL_POST",
        "Episodes.URN",
        "Episodes.PLACE_PROVIDER"
    )
{
    protected override bool Breaks(EpisodeRow before, EpisodeRow next, CheckedChild child) =>
        next.Rne is "P" or "T" && (next.Ls != before.Ls || next.IsSameHomeAs(before));
}
