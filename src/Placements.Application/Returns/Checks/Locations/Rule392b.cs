namespace Placements.Application.Returns.Checks.Locations;

internal sealed class Rule392b()
    : EpisodeCheck(
        "392b",
        "Both postcodes are given, save for short breaks and a child who is or was an unaccompanied asylum seeker.",
        "Episodes.HOME_POST",
        "Episodes.PL_POST"
    )
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        !episode.IsShortBreak && episode.LacksAny("HOME_POST", "PL_POST") && !child.IsOrWasUnaccompanied;
}
