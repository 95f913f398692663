namespace Placements.Application.Returns.Checks.Ages;

internal sealed class Rule373()
    : Check("373", "A residential school (S1) is not expected before the age of four.", "Episodes.DECOM", "Episodes.PLACE", "Header.DOB");
