namespace Placements.Application.Returns.Checks.Timeline;

internal sealed class Rule352()
    : Check("352", "A period of care does not begin on or after the 18th birthday.", "Header.DOB", "Episodes.DECOM", "Episodes.RNE");
