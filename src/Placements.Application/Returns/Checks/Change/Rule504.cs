namespace Placements.Application.Returns.Checks.Change;

internal sealed class Rule504() : SuccessionCheck("504", "The category of need stays the same throughout a period of care.", "Episodes.CIN")
{
    protected override bool Breaks(EpisodeRow before, EpisodeRow next, CheckedChild child) =>
        before.Continues && before.Ended == next.Started && next.Cin != before.Cin;
}
