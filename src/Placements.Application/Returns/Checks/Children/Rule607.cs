namespace Placements.Application.Returns.Checks.Children;

internal sealed class Rule607()
    : EpisodeCheck(
        "607",
        "A girl who left care in the year has the mother flag, 0 or 1.",
        "Header.MOTHER",
        "Episodes.DEC",
        "Episodes.REC",
        "Episodes.LS"
    )
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        child.IsFemale
        && episode.LeavesCare
        && !episode.IsShortBreak
        && episode.Ended >= child.Year.FirstDay
        && !child.Header.Has("MOTHER");
}
