namespace Placements.Application.Returns.Checks.YearJoin;

internal sealed class Rule502()
    : CarriedOverCheck("502", "An episode that was open in last year's return starts on the same day in this year's.", "Episodes.DECOM")
{
    protected override bool Breaks(EpisodeRow last, EpisodeRow first) => last.Started != first.Started;
}
