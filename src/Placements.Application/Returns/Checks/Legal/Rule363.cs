namespace Placements.Application.Returns.Checks.Legal;

internal sealed class Rule363()
    : Check("363", "A child assessment order (L3) lasts at most 7 days.", "Episodes.LS", "Episodes.DECOM", "Episodes.DEC");
