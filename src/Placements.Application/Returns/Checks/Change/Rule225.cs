namespace Placements.Application.Returns.Checks.Change;

internal sealed class Rule225()
    : SuccessionCheck(
        "225",
        "An episode that ends with a change of placement says why, save where the child goes away for a while or comes back.",
        "Episodes.REASON_PLACE_CHANGE"
    )
{
    protected override bool Breaks(EpisodeRow before, EpisodeRow next, CheckedChild child) =>
        before.Continues && before.Reason.Length == 0 && !before.IsAway && !next.IsAway && (next.Rne is "P" or "B" or "T" or "U");

    protected override bool MendsBefore => true;
}
