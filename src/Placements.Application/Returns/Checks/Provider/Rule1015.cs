namespace Placements.Application.Returns.Checks.Provider;

/// <summary>Where the home stands comes from its postcode or the record; not known is no breach.</summary>
internal sealed class Rule1015()
    : EpisodeCheck(
        "1015",
        "The authority's own provision (PR1) stands in its own area, save for fostering, adoption and short breaks.",
        "Episodes.PLACE_PROVIDER",
        "Episodes.PL_POST"
    )
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        episode.Provider == "PR1"
        && !episode.IsShortBreak
        && !episode.IsFostering
        && !episode.IsAdoptive
        && episode.Facts?.Placement?.HostAuthority is { } host
        && host != child.Details.ResponsibleAuthority;
}
