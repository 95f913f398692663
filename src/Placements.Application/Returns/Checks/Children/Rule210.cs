namespace Placements.Application.Returns.Checks.Children;

internal sealed class Rule210()
    : HeaderCheck(
        "210",
        "UN4 (newly looked after, school number not known yet) is for a child who entered in the last week of the year.",
        "Header.UPN",
        "Episodes.DECOM"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        row["UPN"] == "UN4" && !child.Episodes.Any(episode => episode.Rne == "S" && episode.Started > child.Year.LastDay.AddDays(-7));
}
