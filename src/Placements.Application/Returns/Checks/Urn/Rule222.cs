namespace Placements.Application.Returns.Checks.Urn;

internal sealed class Rule222()
    : EpisodeCheck("222", "A placement of a type that has no URN carries none; XXXXXXX may stand there.", "Episodes.URN")
{
    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        episode.Urn is not ("" or UrnTypes.OtherInspectorate) && UrnTypes.TakesNone(episode, child.Year.Number);
}
