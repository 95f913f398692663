namespace Placements.Application.Returns.Checks.Ages;

internal sealed class Rule372()
    : Check("372", "Custody (R5) is not expected before the age of ten.", "Episodes.DECOM", "Episodes.PLACE", "Header.DOB");
