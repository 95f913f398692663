namespace Placements.Application.Returns.Checks.Legal;

internal sealed class Rule378()
    : Check(
        "378",
        "A child placed with parents (P1) is under an order, not accommodated voluntarily (V2).",
        "Episodes.PLACE",
        "Episodes.LS"
    );
