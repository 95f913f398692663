namespace Placements.Application.Returns.Checks.Change;

internal sealed class Rule217()
    : EpisodeCheck(
        "217",
        "A placement for adoption with the current foster carer (A3, A5) begins with S, T or U from 1 April 2015.",
        "Episodes.PLACE",
        "Episodes.DECOM",
        "Episodes.RNE"
    )
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        episode.Place is "A3" or "A5" && episode.Started >= SameCarers && episode.Rne is not ("S" or "T" or "U");

    private static readonly DateOnly SameCarers = new(2015, 4, 1);
}
