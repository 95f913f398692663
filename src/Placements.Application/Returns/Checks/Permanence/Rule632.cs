using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Permanence;

internal sealed class Rule632()
    : RowCheck(
        "632",
        Ssda903Tables.PrevPerm,
        "The date of earlier permanence is a day before care began; parts that are not known are zz.",
        "PrevPerm.DATE_PERM",
        "Episodes.DECOM"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        row.Has("DATE_PERM")
        && (!IsWellFormed(row["DATE_PERM"]) || (child.Episodes is [var first, ..] && row.Date("DATE_PERM") >= first.Started));

    private static bool IsWellFormed(string text) =>
        text == "zz/zz/zzzz" || DateOnly.TryParseExact(text.Replace("zz", "01", StringComparison.Ordinal), "dd/MM/yyyy", out _);
}
