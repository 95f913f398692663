namespace Placements.Application.Returns.Checks.Urn;

internal sealed class Rule218()
    : EpisodeCheck("218", "A placement in England has a URN, save for the types that have none.", "Episodes.URN")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        episode.Urn.Length == 0
        && !episode.IsShortBreak
        && !UrnTypes.HasNone(episode, child.Year.Number)
        && !UrnTypes.IsOutsideEngland(episode);
}
