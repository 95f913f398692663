using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Permanence;

internal sealed class Rule634()
    : RowCheck(
        "634",
        Ssda903Tables.PrevPerm,
        "Earlier permanence is asked only of a child who started to be looked after from 1 April 2016.",
        "PrevPerm.PREV_PERM",
        "PrevPerm.LA_PERM",
        "PrevPerm.DATE_PERM",
        "Episodes.DECOM"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        row.HasAny("PREV_PERM", "LA_PERM", "DATE_PERM") && child.Journey.PeriodsOfCare is [.., var period] && period.StartedOn < Asked;

    private static readonly DateOnly Asked = new(2016, 4, 1);
}
