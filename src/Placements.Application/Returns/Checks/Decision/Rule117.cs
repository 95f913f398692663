using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Decision;

internal sealed class Rule117()
    : RowCheck(
        "117",
        Ssda903Tables.PlacedAdoption,
        "A decision to place for adoption, and its reversal, come no later than the end of the return's year and the day of leaving care.",
        "PlacedAdoption.DATE_PLACED",
        "PlacedAdoption.DATE_PLACED_CEASED",
        "Episodes.DEC",
        "Episodes.REC",
        "Episodes.DECOM"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        IsLate(row.Date("DATE_PLACED"), child) || IsLate(row.Date("DATE_PLACED_CEASED"), child);

    private static bool IsLate(DateOnly? day, CheckedChild child) =>
        day > child.Year.LastDay || (child.Episodes is [.., { LeavesCare: true } last] && day > last.Ended);
}
