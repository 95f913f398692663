namespace Placements.Application.Returns.Checks.Legal;

internal sealed class Rule362()
    : Check("362", "An emergency protection order (L2) lasts at most 21 days.", "Episodes.LS", "Episodes.DECOM", "Episodes.DEC");
