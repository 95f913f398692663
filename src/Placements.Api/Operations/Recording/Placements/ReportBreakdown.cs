using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

internal sealed class ReportBreakdown : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapFact<PlacementBrokeDown>(
            "placements/{placementId:guid}/breakdowns",
            "A placement broke down",
            "The placement has ended; where the child went is a fact of its own."
        );
}
