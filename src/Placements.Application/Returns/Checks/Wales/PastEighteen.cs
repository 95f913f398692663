namespace Placements.Application.Returns.Checks.Wales;

internal sealed class PastEighteen()
    : WalesRecordCheck("in_care_past_18", "Care ends by the day before the 18th birthday.", "Census.endedOn", "Census.reasonFinished");
