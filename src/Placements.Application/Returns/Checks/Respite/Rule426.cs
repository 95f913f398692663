namespace Placements.Application.Returns.Checks.Respite;

internal sealed class Rule426()
    : Check("426", "A child has short breaks one by one (V3) or as an agreement (V4) in a year, not both.", "Episodes.LS")
{
    protected override IEnumerable<Breach> FindInRows(CheckedChild child) =>
        child.Episodes.Any(episode => episode.Ls == "V3") ? child.Episodes.Where(episode => episode.Ls == "V4").Select(At) : [];
}
