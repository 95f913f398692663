using Placements.Domain.Codes.Returns;

namespace Placements.Application.Returns.Checks.Codes;

/// <summary>Where one is missing is rule 526, where none belongs 213.</summary>
internal sealed class Rule178() : EpisodeCheck("178", "The provider is one of PR0 to PR5.", "Episodes.PLACE_PROVIDER")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        episode.Provider.Length > 0 && !EnglandReturn.TryReadProvider(episode.Provider, child.Year.Number, out _);
}
