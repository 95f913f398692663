using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Leaver;

/// <summary>By the whole record, where the Department sees only two years of it.</summary>
internal sealed class Rule1002()
    : RowCheck("1002", Ssda903Tables.Oc3, "A care leaver was looked after before.", "OC3.IN_TOUCH", "OC3.ACTIV", "OC3.ACCOM")
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.Journey.PeriodsOfCare.Count == 0 && child.Episodes.Count == 0;
}
