using Placements.Application.Reporting;

namespace Placements.Api.Operations.Figures;

internal sealed class OutOfCounty : IOperation
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapRows("/out-of-county", Figure.OutOfCounty, row => row.ChildId)
            .WithSummary("In county, elsewhere in Wales or outside Wales, child by child");
        v1.MapSummary("/out-of-county/summary", (figures, scope, clocks, cancel) => figures.OutOfCountySummary(scope, clocks, cancel))
            .WithSummary("In county, elsewhere in Wales or outside Wales, in numbers");
    }
}
