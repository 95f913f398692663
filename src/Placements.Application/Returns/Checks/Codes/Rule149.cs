using Placements.Domain.Codes.Returns;

namespace Placements.Application.Returns.Checks.Codes;

internal sealed class Rule149() : EpisodeCheck("149", "The reason an episode ended is in the list of the return.", "Episodes.REC")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        episode.LeavesCare && !EnglandReturn.TryReadCareEnd(episode.Rec, child.Year.Number, out _);
}
