namespace Placements.Application.Returns.Checks.SocialWorker;

internal sealed class RuleSW12STG2()
    : Check(
        "SW12STG2",
        "For a child in care on 31 March the social workers of its care in the year are told, from the first day on.",
        "SWEpisodes.SW_DECOM"
    )
{
    public override int FromYear => 2024;

    protected override IEnumerable<Breach> FindInRows(CheckedChild child)
    {
        if (!child.IsInCareAtYearEnd)
        {
            return [];
        }
        var began = child.Journey.PeriodsOfCare[^1].StartedOn;
        var from = began > child.Year.FirstDay ? began : child.Year.FirstDay;
        return child.Allocations.Any(row => row.Date("SW_DECOM") <= from)
            ? []
            : [At(child.Allocations is [var first, ..] ? first : child.Header)];
    }
}
