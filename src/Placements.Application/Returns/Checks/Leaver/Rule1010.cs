using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Leaver;

internal sealed class Rule1010()
    : RowCheck(
        "1010",
        Ssda903Tables.Oc3,
        "A child in care at the end of last year's return, and a care leaver now, has an episode that says how care ended.",
        "OC3.IN_TOUCH",
        "OC3.ACTIV",
        "OC3.ACCOM"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.Episodes.Count == 0 && child.LastYear?.Episodes is [.., { IsOpen: true }];
}
