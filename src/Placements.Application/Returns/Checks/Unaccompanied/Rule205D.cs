namespace Placements.Application.Returns.Checks.Unaccompanied;

internal sealed class Rule205D()
    : HeaderCheck("205D", "An unaccompanied asylum seeker was one in last year's return as well.", "UASC.CHILD")
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.IsUnaccompanied && child.LastYear is { IsUnaccompanied: false };
}
