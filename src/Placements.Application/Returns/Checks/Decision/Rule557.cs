namespace Placements.Application.Returns.Checks.Decision;

internal sealed class Rule557()
    : EpisodeCheck(
        "557",
        "Where a child under a placement order or placed for adoption leaves care without being adopted, the decision is reversed, with day and reason.",
        "PlacedAdoption.DATE_PLACED_CEASED",
        "PlacedAdoption.REASON_PLACED_CEASED",
        "Episodes.PLACE",
        "Episodes.LS",
        "Episodes.REC"
    )
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        episode.LeavesCare
        && !episode.IsAdopted
        && (episode.IsAdoptive || episode.Ls == "E1" || (episode.Ls == "D1" && child.Year.Number <= LastYearOfFreeing))
        && !child.Decisions.Any(decision => !decision.LacksAny("DATE_PLACED_CEASED", "REASON_PLACED_CEASED"));

    private const int LastYearOfFreeing = 2024;
}
