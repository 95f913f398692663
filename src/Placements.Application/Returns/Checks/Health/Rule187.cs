using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Health;

internal sealed class Rule187()
    : Check(
        "187",
        "A child looked after for twelve months was neither adopted nor is a care leaver.",
        "OC3.IN_TOUCH",
        "OC3.ACTIV",
        "OC3.ACCOM",
        "AD1.DATE_INT",
        "AD1.DATE_MATCH"
    )
{
    protected override IEnumerable<Breach> FindInRows(CheckedChild child) =>
        child.IsLookedAfterAllYear && child.IsInCareAtYearEnd
            ? child.Of(Ssda903Tables.Ad1).Concat(child.Of(Ssda903Tables.Oc3)).Select(At)
            : [];
}
