namespace Placements.Application.Returns.Checks.Decision;

internal sealed class Rule551()
    : EpisodeCheck(
        "551",
        "A child placed for adoption (A3 to A6) has a date of the decision to place it.",
        "PlacedAdoption.DATE_PLACED",
        "Episodes.PLACE"
    )
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        episode.IsAdoptive && !child.Decisions.Any(decision => decision.Has("DATE_PLACED"));
}
