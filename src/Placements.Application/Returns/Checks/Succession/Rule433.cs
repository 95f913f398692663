namespace Placements.Application.Returns.Checks.Succession;

internal sealed class Rule433()
    : SuccessionCheck(
        "433",
        "An episode that goes on with care (L, P, T, B, U) starts on the day the one before ended.",
        "Episodes.RNE",
        "Episodes.DECOM"
    )
{
    protected override bool Breaks(EpisodeRow before, EpisodeRow next, CheckedChild child) =>
        next.Rne is "L" or "P" or "T" or "B" or "U" && before.Ended is not null && next.Started != before.Ended;
}
