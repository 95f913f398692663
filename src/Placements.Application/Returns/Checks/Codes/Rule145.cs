using Placements.Domain.Codes.Returns;

namespace Placements.Application.Returns.Checks.Codes;

internal sealed class Rule145() : EpisodeCheck("145", "The category of need is in the list of the return.", "Episodes.CIN")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        !EnglandReturn.TryReadCategoryOfNeed(episode.Cin, child.Year.Number, out _);
}
