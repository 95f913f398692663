namespace Placements.Application.Returns.Checks.YearJoin;

internal sealed class Rule562()
    : Check("562", "An episode that started before the year is the last one of last year's return.", "Episodes.DECOM")
{
    protected override IEnumerable<Breach> FindInRows(CheckedChild child)
    {
        if (child.Episodes is [var first, ..] && first.Started < child.Year.FirstDay && child.LastYear?.Episodes is [.., var last])
        {
            return first.Started == last.Started ? [] : [At(first)];
        }
        return [];
    }
}
