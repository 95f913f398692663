namespace Placements.Application.Returns.Checks.Decision;

internal sealed class Rule555()
    : Check(
        "555",
        "A child under a freeing order (D1) has a decision to place it for adoption that has not been reversed while the order stands.",
        "PlacedAdoption.DATE_PLACED",
        "PlacedAdoption.DATE_PLACED_CEASED",
        "PlacedAdoption.REASON_PLACED_CEASED"
    )
{
    public override int? ToYear => 2024;

    protected override IEnumerable<Breach> FindInRows(CheckedChild child) => OrderNeedsDecision.Missing(child, "D1").Select(At);
}
