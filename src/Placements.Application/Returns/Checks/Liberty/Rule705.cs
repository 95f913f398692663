using Placements.Application.Returns.Files;

namespace Placements.Application.Returns.Checks.Liberty;

internal sealed class Rule705()
    : Check("705", "Deprivation of liberty orders do not overlap, and only the last is open.", "DoLo.DOLO_START", "DoLo.DOLO_END")
{
    public override int FromYear => 2027;

    protected override IEnumerable<Breach> FindInRows(CheckedChild child)
    {
        var orders = child.Of(Ssda903Tables.DoLo).OrderBy(order => order.Date("DOLO_START")).ToList();
        for (var i = 1; i < orders.Count; i++)
        {
            if (!orders[i - 1].Has("DOLO_END") || orders[i].Date("DOLO_START") < orders[i - 1].Date("DOLO_END"))
            {
                yield return At(orders[i]);
            }
        }
    }
}
