using Placements.Application.Reporting;

namespace Placements.Api.Operations.Figures;

internal sealed class CurrentPlacements : IOperation
{
    public static void Map(IEndpointRouteBuilder v1)
    {
        v1.MapRows("/current-placements", Figure.CurrentPlacement, row => row.ChildId).WithSummary("Where looked-after children live");
        v1.MapRowOfChild("/current-placement", Figure.CurrentPlacement).WithSummary("Where the child lives");
    }
}
