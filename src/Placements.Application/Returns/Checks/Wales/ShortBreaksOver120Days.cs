namespace Placements.Application.Returns.Checks.Wales;

internal sealed class ShortBreaksOver120Days()
    : WalesRecordCheck(
        "short_breaks_over_120_days",
        "Short breaks add up to at most 120 days in any twelve months.",
        "Census.startedOn",
        "Census.endedOn"
    );
