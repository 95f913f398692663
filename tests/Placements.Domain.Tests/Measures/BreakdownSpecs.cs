using Placements.Domain.Measures;

namespace Placements.Tests.Domain;

/// <summary>A breakdown ended, was not planned, and was not administrative; custody is counted apart (domain reference 3.5).</summary>
public class BreakdownSpecs
{
    [Theory]
    [InlineData(EndedHow.BrokeDown, false, ChangeReason.CarerRequestBehaviour, null, true)]
    [InlineData(EndedHow.BrokeDown, false, ChangeReason.Allegation, null, true)]
    [InlineData(EndedHow.BrokeDown, false, ChangeReason.Custody, null, false)]
    [InlineData(EndedHow.Moved, false, ChangeReason.ChildRequest, null, true)]
    [InlineData(EndedHow.Moved, false, ChangeReason.Custody, null, false)]
    [InlineData(EndedHow.Moved, true, ChangeReason.CarePlan, null, false)]
    [InlineData(EndedHow.Moved, true, ChangeReason.CarerRequestBehaviour, null, false)]
    [InlineData(EndedHow.Moved, null, ChangeReason.ChildRequest, null, false)]
    [InlineData(EndedHow.Ended, true, null, null, false)]
    [InlineData(EndedHow.CareEnded, false, null, CareEndReason.ReturnedHome, true)]
    [InlineData(EndedHow.CareEnded, true, null, CareEndReason.ReturnedHome, false)]
    [InlineData(EndedHow.CareEnded, null, null, CareEndReason.ReturnedHome, false)]
    [InlineData(EndedHow.CareEnded, false, null, CareEndReason.Died, false)]
    [InlineData(null, null, null, null, false)]
    public void A_placement_broke_down_or_did_not(
        EndedHow? how,
        bool? planned,
        ChangeReason? reason,
        CareEndReason? careEnd,
        bool brokeDown
    ) => Assert.Equal(brokeDown, Breakdown.Of(how, planned, reason, careEnd));
}
