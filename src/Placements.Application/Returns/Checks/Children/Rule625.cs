namespace Placements.Application.Returns.Checks.Children;

internal sealed class Rule625()
    : HeaderCheck(
        "625",
        "The first child of a mother is not born after the return's year, nor after she left care.",
        "Header.MC_DOB",
        "Episodes.DEC"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        row.Date("MC_DOB") is { } born && (born > child.Year.LastDay || born > child.Episodes.Max(episode => episode.Ended));
}
