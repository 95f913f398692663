namespace Placements.Application.Returns.Checks.YearJoin;

internal sealed class Rule503D()
    : SameCellCheck(
        "503D",
        "An episode that was open in last year's return has the same placement type in this year's, save where the list changed.",
        "PLACE"
    )
{
    protected override bool IsSame(string last, string first) =>
        last == first || (last, first) is ("H5" or "P2", "K3") or ("Z1", "Z11" or "Z12" or "Z13" or "Z14");
}
