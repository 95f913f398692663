using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.YearJoin;

/// <summary>From the second return that has the table; told of the child, since the row to mend is the one that lacks.</summary>
internal sealed class Rule706()
    : RowCheck(
        "706",
        Ssda903Tables.Header,
        "A deprivation of liberty order that was open in last year's return is in this year's.",
        "DoLo.DOLO_START"
    )
{
    public override int FromYear => 2028;

    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.LastYear is { } last
        && last.Of(Ssda903Tables.DoLo)
            .Any(open => !open.Has("DOLO_END") && !child.Of(Ssda903Tables.DoLo).Any(order => order["DOLO_START"] == open["DOLO_START"]));
}
