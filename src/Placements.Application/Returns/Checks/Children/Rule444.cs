namespace Placements.Application.Returns.Checks.Children;

internal sealed class Rule444() : HeaderCheck("444", "No two children have the same school number.", "Header.UPN")
{
    public override int FromYear => 2026;

    protected override bool Breaks(CheckedRow row, CheckedChild child) => child.SharesSchoolNumber;
}
