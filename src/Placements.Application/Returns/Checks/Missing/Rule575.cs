using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Missing;

internal sealed class Rule575()
    : RowCheck(
        "575",
        Ssda903Tables.Missing,
        "Where the placement that a child was missing from has ended, so has the absence.",
        "Missing.MIS_END"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        !row.Has("MIS_END")
        && row.Date("MIS_START") is { } from
        && child.Episodes.Any(episode => episode.Started <= from && episode.Ended >= from);
}
