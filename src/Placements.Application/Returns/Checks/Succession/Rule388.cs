namespace Placements.Application.Returns.Checks.Succession;

internal sealed class Rule388()
    : Check(
        "388",
        "X1 says that care goes on: the next episode starts on the day of the end, and only then.",
        "Episodes.REC",
        "Episodes.DEC"
    )
{
    protected override IEnumerable<Breach> FindInRows(CheckedChild child)
    {
        for (var i = 0; i < child.Episodes.Count; i++)
        {
            var episode = child.Episodes[i];
            var goesOn = i + 1 < child.Episodes.Count && child.Episodes[i + 1].Started == episode.Ended;
            if (episode.Ended is not null && (episode.Continues ? !goesOn : episode.LeavesCare && goesOn))
            {
                yield return At(episode);
            }
        }
    }
}
