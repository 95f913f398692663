namespace Placements.Application.Returns.Checks.YearJoin;

internal sealed class Rule503B()
    : SameCellCheck("503B", "An episode that was open in last year's return has the same legal status in this year's.", "LS");
