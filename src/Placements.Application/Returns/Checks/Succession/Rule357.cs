namespace Placements.Application.Returns.Checks.Succession;

internal sealed class Rule357()
    : Check("357", "The first episode of the year, if it starts in the year, starts a period of care (S).", "Episodes.RNE")
{
    protected override IEnumerable<Breach> FindInRows(CheckedChild child)
    {
        if (child.Episodes is [var first, ..] && first.Started >= child.Year.FirstDay && first.Rne != "S")
        {
            yield return At(first);
        }
    }
}
