namespace Placements.Application.Returns.Checks.Legal;

internal sealed class Rule358()
    : Check(
        "358",
        "A status of the youth courts (J1 to J3) is for a child of ten or older.",
        "Header.DOB",
        "Episodes.DECOM",
        "Episodes.LS"
    );
