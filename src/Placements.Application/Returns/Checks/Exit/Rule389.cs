namespace Placements.Application.Returns.Checks.Exit;

internal sealed class Rule389()
    : Check("389", "A move to adult social care (E7) is not expected before the age of 16.", "Header.DOB", "Episodes.REC");
