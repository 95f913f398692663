namespace Placements.Application.Returns.Checks.Succession;

internal sealed class Rule501()
    : SuccessionCheck("501", "An episode does not start before the one before it ended.", "Episodes.DECOM", "Episodes.DEC")
{
    protected override bool Breaks(EpisodeRow before, EpisodeRow next, CheckedChild child) => next.Started < before.Ended;
}
