namespace Placements.Application.Returns.Checks.SocialWorker;

internal sealed class RuleSW08STG2()
    : Check("SW08STG2", "A social worker is allocated after the one before has ended.", "SWEpisodes.SW_DEC")
{
    public override int FromYear => 2024;

    protected override IEnumerable<Breach> FindInRows(CheckedChild child) =>
        child.Allocations.SkipLast(1).Where(row => !row.Has("SW_DEC")).Select(At);
}
