namespace Placements.Application.Returns.Checks.Codes;

internal sealed class Rule147()
    : EpisodeCheck("147", "The end of an episode, where it is given, is a day written dd/mm/yyyy.", "Episodes.DEC")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) => episode.IsNoDate("DEC");
}
