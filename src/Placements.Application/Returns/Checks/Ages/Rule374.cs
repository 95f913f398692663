namespace Placements.Application.Returns.Checks.Ages;

internal sealed class Rule374()
    : EpisodeCheck(
        "374",
        "Residential employment (P3) is not expected before the age of 14.",
        "Episodes.DECOM",
        "Episodes.PLACE",
        "Header.DOB"
    )
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) => episode.Place == "P3" && episode.Started < child.Birthday(14);
}
