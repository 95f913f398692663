using Placements.Application.Returns.Ssda903;

namespace Placements.Application.Returns.Checks.Respite;

internal sealed class Rule367()
    : Check("367", "Short breaks (V3) add up to at most 75 days in a year.", "Episodes.LS", "Episodes.DECOM", "Episodes.DEC")
{
    protected override IEnumerable<Breach> FindInRows(CheckedChild child)
    {
        var breaks = child.Episodes.Where(episode => episode.Ls == "V3").ToList();
        if (breaks.Sum(episode => DaysIn(child.Year, episode)) > 75)
        {
            yield return At(breaks[^1]);
        }
    }

    private static int DaysIn(ReturnYear year, EpisodeRow episode)
    {
        var from = episode.Started > year.FirstDay ? episode.Started.Value : year.FirstDay;
        return Math.Max(0, (episode.Ended ?? year.LastDay).DayNumber - from.DayNumber);
    }
}
