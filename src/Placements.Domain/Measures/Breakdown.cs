using Placements.Domain.Codes;

namespace Placements.Domain.Measures;

/// <summary>
/// No statute defines breakdown (domain reference 3.5). Ours: the placement ended, not planned, and not for an administrative reason.
/// Custody is counted apart, as both governments' lists do; a care episode that ended in an unplanned return home is a breakdown of the
/// placement before it.
/// </summary>
public static class Breakdown
{
    public static bool Of(EndedHow? endedHow, bool? planned, ChangeReason? reason, CareEndReason? careEndReason) =>
        endedHow switch
        {
            EndedHow.BrokeDown => reason != ChangeReason.Custody,
            EndedHow.Moved => planned == false && reason is not (ChangeReason.Custody or ChangeReason.Administrative),
            EndedHow.CareEnded => planned == false && careEndReason == CareEndReason.ReturnedHome,
            _ => false,
        };
}
