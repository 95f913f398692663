namespace Placements.Application.Returns.Checks.Wales;

internal sealed class ShortBreakOverFourWeeks()
    : WalesRecordCheck("short_break_over_4_weeks", "A single short break lasts at most four weeks.", "Census.startedOn", "Census.endedOn");
