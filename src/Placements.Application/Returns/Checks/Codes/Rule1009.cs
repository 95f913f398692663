using Placements.Domain.Codes.Returns;

namespace Placements.Application.Returns.Checks.Codes;

internal sealed class Rule1009()
    : EpisodeCheck("1009", "The reason for a change of placement is in the list of the return.", "Episodes.REASON_PLACE_CHANGE")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        episode.Reason.Length > 0 && !EnglandReturn.TryReadChangeReason(episode.Reason, child.Year.Number, out _);
}
