using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Unaccompanied;

internal sealed class Rule205B()
    : RowCheck("205B", Ssda903Tables.Uasc, "The day on which the status ends is the one that last year's return gave.", "UASC.DUC")
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.LastYear is { IsUnaccompanied: true, StatusEndedOn: { } ended } && child.StatusEndedOn != ended;
}
