namespace Placements.Application.Returns.Checks.Decision;

/// <summary>An order to place a child for adoption rests on a decision to do so (rules 553, 555).</summary>
internal static class OrderNeedsDecision
{
    /// <summary>Episodes under the order without any decision; decisions reversed although the order is open.</summary>
    public static IEnumerable<CheckedRow> Missing(CheckedChild child, string status)
    {
        var underOrder = child.Episodes.Where(episode => episode.Ls == status).ToList();
        if (!child.Decisions.Any())
        {
            return underOrder;
        }
        return underOrder.Exists(episode => episode.IsOpen)
            ? child.Decisions.Where(decision => decision.HasAny("DATE_PLACED_CEASED", "REASON_PLACED_CEASED"))
            : [];
    }
}
