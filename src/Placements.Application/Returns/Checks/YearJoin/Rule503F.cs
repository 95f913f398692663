namespace Placements.Application.Returns.Checks.YearJoin;

internal sealed class Rule503F()
    : SameCellCheck("503F", "An episode that was open in last year's return has the same URN in this year's.", "URN");
