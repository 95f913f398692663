namespace Placements.Application.Returns.Checks.Change;

internal sealed class Rule234()
    : Check("234", "Custody is not the reason for moving a child under ten.", "Episodes.REASON_PLACE_CHANGE", "Header.DOB")
{
    public override int FromYear => 2026;
}
