namespace Placements.Application.Returns.Checks.YearJoin;

internal sealed class Rule503E()
    : SameCellCheck("503E", "An episode that was open in last year's return has the same provider in this year's.", "PLACE_PROVIDER");
