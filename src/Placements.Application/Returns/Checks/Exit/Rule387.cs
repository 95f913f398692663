namespace Placements.Application.Returns.Checks.Exit;

internal sealed class Rule387()
    : Check("387", "Independent living (E5, E6) is not expected before the age of 14.", "Header.DOB", "Episodes.REC");
