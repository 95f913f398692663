namespace Placements.Application.Returns.Checks.Locations;

internal sealed class Rule392d()
    : EpisodeCheck(
        "392d",
        "The postcode of the home and that of the placement are the same only for a child placed with parents (P1).",
        "Episodes.HOME_POST",
        "Episodes.PL_POST",
        "Episodes.PLACE"
    )
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        episode.HomePost.Length > 0 && episode.HomePost == episode.PlacePost && episode.Place != "P1";
}
