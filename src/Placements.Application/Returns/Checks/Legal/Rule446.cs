namespace Placements.Application.Returns.Checks.Legal;

internal sealed class Rule446()
    : Check("446", "There were no placement orders (E1) before 1 December 2005.", "Episodes.LS", "Episodes.DECOM");
