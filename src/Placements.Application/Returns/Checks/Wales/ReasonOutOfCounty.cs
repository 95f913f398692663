namespace Placements.Application.Returns.Checks.Wales;

internal sealed class ReasonOutOfCounty()
    : WalesRecordCheck("out_of_county_reason_missing", "A placement out of county has its reason.", "Census.placementLocation");
