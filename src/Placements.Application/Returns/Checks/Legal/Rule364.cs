namespace Placements.Application.Returns.Checks.Legal;

internal sealed class Rule364()
    : Check("364", "Accommodation under PACE (J2) lasts at most 21 days.", "Episodes.LS", "Episodes.DECOM", "Episodes.DEC");
