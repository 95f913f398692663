namespace Placements.Application.Returns.Checks.Children;

internal sealed class Rule207() : HeaderCheck("207", "A mother in last year's return is one still.", "Header.MOTHER")
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.Episodes.Count > 0 && child.LastYear?.Header["MOTHER"] == "1" && row["MOTHER"] != "1";
}
