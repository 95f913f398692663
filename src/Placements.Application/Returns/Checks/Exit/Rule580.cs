using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Exit;

internal sealed class Rule580()
    : EpisodeCheck("580", "Where a child is missing until the 18th birthday and care ends on it, the reason is E8.", "Episodes.REC")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        episode.LeavesCare
        && episode.Rec != "E8"
        && episode.Ended == child.Birthday(18)
        && child.Of(Ssda903Tables.Missing).Any(spell => spell.Date("MIS_END") == episode.Ended);
}
