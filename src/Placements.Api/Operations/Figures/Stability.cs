using Placements.Application.Reporting;

namespace Placements.Api.Operations.Figures;

internal sealed class Stability : IOperation
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapRows("/stability", Figure.Stability, row => row.ChildId).WithSummary("How often looked-after children moved");
        v1.MapSummary("/stability/summary", (figures, scope, clocks, cancel) => figures.StabilitySummary(scope, clocks, cancel))
            .WithSummary("Three or more placements, long-term stability, breakdowns");
        v1.MapRowOfChild("/stability", Figure.Stability).WithSummary("How often the child moved");
    }
}
