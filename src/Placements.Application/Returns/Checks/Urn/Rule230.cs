namespace Placements.Application.Returns.Checks.Urn;

internal sealed class Rule230()
    : EpisodeCheck(
        "230",
        "Supported accommodation (H5) in England that was open on 29 October 2023 or later has a URN.",
        "Episodes.PLACE",
        "Episodes.DEC",
        "Episodes.URN"
    )
{
    public override int FromYear => 2024;

    public override int? ToYear => 2024;

    protected override bool Breaks(EpisodeRow episode, CheckedChild child) =>
        episode.Place == "H5"
        && (episode.IsOpen || episode.Ended >= Registered)
        && (episode.Urn is "" or UrnTypes.OtherInspectorate)
        && !UrnTypes.IsOutsideEngland(episode);

    private static readonly DateOnly Registered = new(2023, 10, 29);
}
