using Placements.Application.Returns.Files;
using Placements.Domain.Journey;

namespace Placements.Application.Returns.Checks.Missing;

internal sealed class Rule586()
    : RowCheck("586", Ssda903Tables.Missing, "An absence does not begin before the child was born.", "Missing.MIS_START")
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) => row.Date("MIS_START") < child.Details.DateOfBirth;

    /// <summary>Of the days on which other things happened, rule 302 tells.</summary>
    protected override bool Takes(Finding finding, CheckedChild child) => false;
}
