namespace Placements.Application.Returns.Checks.Temporary;

internal sealed class Rule376()
    : Check(
        "376",
        "A carer's holiday (T3) lasts at most 21 days; longer than that it is a placement of its own.",
        "Episodes.PLACE",
        "Episodes.DECOM",
        "Episodes.DEC"
    );
