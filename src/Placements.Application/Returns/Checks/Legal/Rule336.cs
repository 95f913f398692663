namespace Placements.Application.Returns.Checks.Legal;

internal sealed class Rule336()
    : SuccessionCheck(
        "336",
        "A placement for adoption with the current foster carer (A3, A5) follows a foster placement or one for adoption.",
        "Episodes.PLACE"
    )
{
    protected override bool Breaks(EpisodeRow before, EpisodeRow next, CheckedChild child) =>
        next.Place is "A3" or "A5" && !before.IsFostering && !before.IsAdoptive && !before.IsAway;
}
