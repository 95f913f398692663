using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Permanence;

internal sealed class Rule630()
    : EpisodeCheck(
        "630",
        "A child who starts to be looked after in the year has an answer about earlier permanence; other than Z1 with authority and date.",
        "PrevPerm.PREV_PERM",
        "PrevPerm.LA_PERM",
        "PrevPerm.DATE_PERM",
        "Episodes.RNE"
    )
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        episode.Rne == "S"
        && episode.Started >= child.Year.FirstDay
        && !child.Of(Ssda903Tables.PrevPerm).Any(row => row["PREV_PERM"] == "Z1" || !row.LacksAny("PREV_PERM", "LA_PERM", "DATE_PERM"));
}
