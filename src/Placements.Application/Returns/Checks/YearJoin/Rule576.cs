using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.YearJoin;

/// <summary>Told of the child, since the row to mend is the one that lacks.</summary>
internal sealed class Rule576()
    : RowCheck("576", Ssda903Tables.Header, "An absence that was open in last year's return is in this year's.", "Missing.MIS_START")
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.LastYear?.Of(Ssda903Tables.Missing).LastOrDefault() is { } open
        && !open.Has("MIS_END")
        && !child.Of(Ssda903Tables.Missing).Any(spell => spell["MIS_START"] == open["MIS_START"]);
}
