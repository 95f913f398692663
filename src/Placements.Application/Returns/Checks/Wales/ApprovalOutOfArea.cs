namespace Placements.Application.Returns.Checks.Wales;

internal sealed class ApprovalOutOfArea()
    : WalesRecordCheck("out_of_area_not_approved", "A placement out of area was approved before it began.", "Census.placementLocation");
