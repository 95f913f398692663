namespace Placements.Application.Returns.Checks.Succession;

internal sealed class Rule432()
    : SuccessionCheck("432", "After care has ended, the next episode starts a new period of care (S).", "Episodes.RNE")
{
    protected override bool Breaks(EpisodeRow before, EpisodeRow next, CheckedChild child) => before.LeavesCare && next.Rne != "S";
}
