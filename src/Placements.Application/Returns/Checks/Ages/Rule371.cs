namespace Placements.Application.Returns.Checks.Ages;

internal sealed class Rule371()
    : Check(
        "371",
        "Supported accommodation (K3, once H5) is not expected before the age of 16.",
        "Episodes.DECOM",
        "Episodes.PLACE",
        "Header.DOB"
    );
