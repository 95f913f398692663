namespace Placements.Application.Returns.Checks.SocialWorker;

internal sealed class RuleSW11bSTG2()
    : Check(
        "SW11bSTG2",
        "A child in care on 31 March whose social worker ended in the last days of the year has another after it.",
        "SWEpisodes.SW_DEC"
    )
{
    public override int FromYear => 2024;

    private const int LastDays = 5;

    protected override IEnumerable<Breach> FindInRows(CheckedChild child) =>
        child.IsInCareAtYearEnd && child.Allocations is [.., var last] && last.Date("SW_DEC") >= child.Year.LastDay.AddDays(-LastDays)
            ? [At(last)]
            : [];
}
