using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.SocialWorker;

internal sealed class RuleSW09STG2()
    : RowCheck(
        "SW09STG2",
        Ssda903Tables.SwEpisodes,
        "The allocation of a social worker lasts a day or longer.",
        "SWEpisodes.SW_DECOM",
        "SWEpisodes.SW_DEC"
    )
{
    public override int FromYear => 2024;

    protected override bool Breaks(CheckedRow row, CheckedChild child) => row.Has("SW_DEC") && row["SW_DEC"] == row["SW_DECOM"];
}
