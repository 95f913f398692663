using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Leaver;

internal sealed class Rule1007()
    : RowCheck(
        "1007",
        Ssda903Tables.Oc3,
        "A child who was still in care on the 17th or 18th birthday is no care leaver of that age.",
        "OC3.IN_TOUCH",
        "OC3.ACTIV",
        "OC3.ACCOM"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.Birthday(17) <= child.Year.LastDay
        && child.Birthday(19) > child.Year.LastDay
        && child.IsInCareOn(child.Birthday(child.Birthday(18) <= child.Year.LastDay ? 18 : 17)!.Value);
}
