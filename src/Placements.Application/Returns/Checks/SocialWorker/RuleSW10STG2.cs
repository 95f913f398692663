namespace Placements.Application.Returns.Checks.SocialWorker;

internal sealed class RuleSW10STG2()
    : Check("SW10STG2", "Allocations of social workers do not overlap by more than the week of a handover.", "SWEpisodes.SW_DECOM")
{
    public override int FromYear => 2024;

    private const int Handover = 7;

    protected override IEnumerable<Breach> FindInRows(CheckedChild child)
    {
        for (var i = 1; i < child.Allocations.Count; i++)
        {
            var overlap = child.Allocations[i - 1].Date("SW_DEC")?.DayNumber - child.Allocations[i].Date("SW_DECOM")?.DayNumber;
            if (overlap > Handover)
            {
                yield return At(child.Allocations[i]);
            }
        }
    }
}
