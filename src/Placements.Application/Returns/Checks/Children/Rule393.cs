namespace Placements.Application.Returns.Checks.Children;

internal sealed class Rule393() : HeaderCheck("393", "A looked-after girl has the mother flag, 0 or 1.", "Header.MOTHER")
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) => child.IsFemale && child.IsLookedAfter && !row.Has("MOTHER");
}
