namespace Placements.Application.Returns.Checks.Succession;

internal sealed class Rule142()
    : SuccessionCheck(
        "142",
        "Only the latest episode is open; an earlier one has an end and a reason for it.",
        "Episodes.DEC",
        "Episodes.REC"
    )
{
    protected override bool Breaks(EpisodeRow before, EpisodeRow next, CheckedChild child) => before.LacksAny("DEC", "REC");

    protected override bool MendsBefore => true;
}
