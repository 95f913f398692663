namespace Placements.Application.Returns.Checks.Wales;

internal sealed class PlacementRecorded()
    : WalesRecordCheck("no_placement_recorded", "A looked-after child has a placement on every day.", "Census.placement");
