namespace Placements.Application.Returns.Checks.Legal;

internal sealed class Rule451() : EpisodeCheck("451", "No freeing order (D1) is still open.", "Episodes.DEC", "Episodes.REC", "Episodes.LS")
{
    public override int? ToYear => 2024;

    protected override bool Breaks(EpisodeRow episode, CheckedChild child) => episode.Ls == "D1" && episode.IsOpen;
}
