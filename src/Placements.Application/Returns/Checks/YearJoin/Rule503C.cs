namespace Placements.Application.Returns.Checks.YearJoin;

internal sealed class Rule503C()
    : SameCellCheck("503C", "An episode that was open in last year's return has the same category of need in this year's.", "CIN");
