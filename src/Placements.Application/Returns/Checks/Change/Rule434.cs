namespace Placements.Application.Returns.Checks.Change;

internal sealed class Rule434()
    : SuccessionCheck(
        "434",
        "Where the reason for a new episode is L, the legal status differs from the episode before and the placement does not.",
        "Episodes.RNE",
        "Episodes.LS",
        "Episodes.PLACE",
        "Episodes.PL_POST",
        "Episodes.URN",
        "Episodes.PLACE_PROVIDER"
    )
{
    protected override bool Breaks(EpisodeRow before, EpisodeRow next, CheckedChild child) =>
        next.Rne == "L" && (next.Ls == before.Ls || !next.IsSameHomeAs(before));
}
