namespace Placements.Application.Returns.Checks.Children;

internal sealed class Rule442()
    : HeaderCheck("442", "A looked-after child has a school number, or a code that says why there is none.", "Header.UPN")
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) => child.IsLookedAfter && !row.Has("UPN");
}
