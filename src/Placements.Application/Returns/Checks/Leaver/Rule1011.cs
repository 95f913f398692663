using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Leaver;

internal sealed class Rule1011()
    : RowCheck(
        "1011",
        Ssda903Tables.Oc3,
        "A child whose care another authority took over (E3) is not this one's care leaver.",
        "OC3.IN_TOUCH",
        "OC3.ACTIV",
        "OC3.ACCOM"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) => child.Episodes is [.., { Rec: "E3" }];
}
