namespace Placements.Application.Returns.Checks.Provider;

internal sealed class Rule213()
    : EpisodeCheck("213", "A temporary absence and a placement of the types Z11 to Z14 carry no provider.", "Episodes.PLACE_PROVIDER")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        (episode.IsAway || episode.IsItemised) && episode.Provider.Length > 0;
}
