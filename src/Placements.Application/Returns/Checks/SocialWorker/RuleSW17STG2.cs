namespace Placements.Application.Returns.Checks.SocialWorker;

internal sealed class RuleSW17STG2()
    : Check(
        "SW17STG2",
        "A child in care on 31 March has one social worker whose allocation is open.",
        "SWEpisodes.SW_DEC",
        "SWEpisodes.SW_DECOM"
    )
{
    public override int FromYear => 2026;

    protected override IEnumerable<Breach> FindInRows(CheckedChild child) =>
        child.IsInCareAtYearEnd && child.Allocations is [.., var last] && last.Has("SW_DEC") ? [At(last)] : [];
}
