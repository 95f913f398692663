namespace Placements.Application.Returns.Checks.Succession;

internal sealed class Rule431()
    : Check(
        "431",
        "A new period of care (S) starts after the day on which the one before ended, not on it.",
        "Episodes.RNE",
        "Episodes.DECOM"
    );
