namespace Placements.Application.Returns.Checks.Temporary;

internal sealed class Rule379()
    : Check(
        "379",
        "Another temporary absence (T4) lasts at most 7 days; longer than that it is a placement of its own.",
        "Episodes.PLACE",
        "Episodes.DECOM",
        "Episodes.DEC"
    );
