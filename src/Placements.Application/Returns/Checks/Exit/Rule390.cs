namespace Placements.Application.Returns.Checks.Exit;

internal sealed class Rule390()
    : Check("390", "A child is adopted (E11, E12) from a placement for adoption (A3 to A6).", "Episodes.PLACE", "Episodes.REC");
