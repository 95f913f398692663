namespace Placements.Application.Returns.Checks.YearJoin;

internal sealed class Rule503A()
    : SameCellCheck("503A", "An episode that was open in last year's return has the same reason for a new episode in this year's.", "RNE");
