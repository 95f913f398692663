namespace Placements.Application.Returns.Checks.Legal;

internal sealed class Rule361()
    : Check("361", "Police protection (L1) lasts at most 3 days.", "Episodes.LS", "Episodes.DECOM", "Episodes.DEC");
