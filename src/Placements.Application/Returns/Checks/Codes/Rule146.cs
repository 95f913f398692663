using Placements.Domain.Codes.Returns;

namespace Placements.Application.Returns.Checks.Codes;

internal sealed class Rule146() : EpisodeCheck("146", "The placement type is in the list of the return's year.", "Episodes.PLACE")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        !episode.IsAway && !EnglandReturn.TryReadPlacementType(episode.Place, child.Year.Number, out _);
}
