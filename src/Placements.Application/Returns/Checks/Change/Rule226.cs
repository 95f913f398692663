namespace Placements.Application.Returns.Checks.Change;

internal sealed class Rule226()
    : Check(
        "226",
        "No reason for a change of placement stands on a temporary absence, nor on the episode before it.",
        "Episodes.REASON_PLACE_CHANGE",
        "Episodes.PLACE"
    )
{
    protected override IEnumerable<Breach> FindInRows(CheckedChild child)
    {
        for (var i = 0; i < child.Episodes.Count; i++)
        {
            var episode = child.Episodes[i];
            var goesAway = i + 1 < child.Episodes.Count && child.Episodes[i + 1].IsAway;
            if (episode.Reason.Length > 0 && (episode.IsAway || goesAway))
            {
                yield return At(episode);
            }
        }
    }
}
