namespace Placements.Application.Returns.Checks.Decision;

internal sealed class Rule553()
    : Check(
        "553",
        "A child under a placement order (E1) has a decision to place it for adoption that has not been reversed while the order stands.",
        "PlacedAdoption.DATE_PLACED",
        "PlacedAdoption.DATE_PLACED_CEASED",
        "PlacedAdoption.REASON_PLACED_CEASED"
    )
{
    protected override IEnumerable<Breach> FindInRows(CheckedChild child) => OrderNeedsDecision.Missing(child, "E1").Select(At);
}
