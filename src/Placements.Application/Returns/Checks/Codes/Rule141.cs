namespace Placements.Application.Returns.Checks.Codes;

internal sealed class Rule141() : EpisodeCheck("141", "An episode starts on a day, written dd/mm/yyyy.", "Episodes.DECOM")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) => episode.Started is null;
}
