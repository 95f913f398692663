using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Integrity;

internal sealed class Rule1012() : Check("1012", "A child with rows in other tables has an episode.", "Episodes.CHILD")
{
    private static readonly ReturnTable[] OfLookedAfter =
    [
        Ssda903Tables.PlacedAdoption,
        Ssda903Tables.Missing,
        Ssda903Tables.Reviews,
        Ssda903Tables.Ad1,
        Ssda903Tables.PrevPerm,
        Ssda903Tables.Oc2,
    ];

    protected override IEnumerable<Breach> FindInRows(CheckedChild child) =>
        child.Episodes.Count > 0 ? [] : OfLookedAfter.SelectMany(child.Of).Select(At);
}
