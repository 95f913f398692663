namespace Placements.Application.Returns.Checks.Temporary;

internal sealed class Rule375()
    : Check(
        "375",
        "A stay in hospital (T1) lasts at most 42 days; longer than that it is a placement of its own.",
        "Episodes.PLACE",
        "Episodes.DECOM",
        "Episodes.DEC"
    );
