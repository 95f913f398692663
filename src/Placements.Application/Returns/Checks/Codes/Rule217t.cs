namespace Placements.Application.Returns.Checks.Codes;

internal sealed class Rule217t()
    : EpisodeCheck(
        "217t",
        "Independent living (P2) was not to be used for an episode from 28 October 2023.",
        "Episodes.PLACE",
        "Episodes.DECOM"
    )
{
    public override int FromYear => 2024;

    public override int? ToYear => 2024;

    protected override bool Breaks(EpisodeRow episode, CheckedChild child) => episode.Place == "P2" && episode.Started >= Barred;

    private static readonly DateOnly Barred = new(2023, 10, 28);
}
