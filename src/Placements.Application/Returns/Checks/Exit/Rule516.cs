namespace Placements.Application.Returns.Checks.Exit;

internal sealed class Rule516()
    : Check(
        "516",
        "Special guardianship to the former foster carer (E45, E46) follows a foster placement (U1 to U6).",
        "Episodes.PLACE",
        "Episodes.REC"
    );
