using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.SocialWorker;

internal sealed class RuleSW13STG1()
    : RowCheck(
        "SW13STG1",
        Ssda903Tables.SwEpisodes,
        "The reason for a change of social worker is in the list of the return.",
        "SWEpisodes.SW_REASON"
    )
{
    public override int FromYear => 2024;

    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        row.Has("SW_REASON") ? !Reasons.Contains(row["SW_REASON"]) : IsNeeded(row, child);

    private static readonly HashSet<string> Reasons =
    [
        "MANAGE",
        "FCONTA",
        "LEFTRL",
        "ORGRST",
        "TSPROC",
        "ABSENC",
        "CHCHAN",
        "PCCHAN",
        "SWDIED",
        "OTHERS",
    ];

    private static readonly DateOnly Asked = new(2023, 4, 1);

    /// <summary>The first return that asked wanted a reason in every row; since then an older allocation needs none.</summary>
    private static bool IsNeeded(CheckedRow row, CheckedChild child) => child.Year.Number == 2024 || row.Date("SW_DECOM") >= Asked;
}
