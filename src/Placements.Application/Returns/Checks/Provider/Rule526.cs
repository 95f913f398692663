using Placements.Domain.Journey;

namespace Placements.Application.Returns.Checks.Provider;

internal sealed class Rule526()
    : EpisodeCheck(
        "526",
        "Every placement but a temporary absence and the types Z11 to Z14 has a provider.",
        "Episodes.PLACE",
        "Episodes.PLACE_PROVIDER"
    )
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        !episode.IsAway && !episode.IsItemised && episode.Provider.Length == 0;

    /// <summary>A provider that does not fit is the matter of rules 527 to 531 and 550.</summary>
    protected override bool Takes(Finding finding, CheckedChild child) => false;
}
