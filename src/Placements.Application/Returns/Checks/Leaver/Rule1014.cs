using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Leaver;

internal sealed class Rule1014()
    : RowCheck(
        "1014",
        Ssda903Tables.Oc3,
        "A care leaver who was not in care in the year has no row in UASC.",
        "UASC.DUC",
        "OC3.IN_TOUCH",
        "OC3.ACTIV",
        "OC3.ACCOM"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) => child.Episodes.Count == 0 && child.IsUnaccompanied;
}
