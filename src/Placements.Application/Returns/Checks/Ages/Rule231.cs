namespace Placements.Application.Returns.Checks.Ages;

internal sealed class Rule231() : Check("231", "An unaccompanied asylum-seeking child is hardly ever under ten.", "Header.DOB", "UASC.DUC")
{
    public override int FromYear => 2025;
}
