using Placements.Domain.Codes.Returns;

namespace Placements.Application.Returns.Checks.Codes;

/// <summary>V4, an agreement without its breaks, is in the list and is not read as a status.</summary>
internal sealed class Rule144() : EpisodeCheck("144", "The legal status is in the list of the return.", "Episodes.LS")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        episode.Ls != "V4" && !EnglandReturn.TryReadLegalStatus(episode.Ls, child.Year.Number, out _);
}
