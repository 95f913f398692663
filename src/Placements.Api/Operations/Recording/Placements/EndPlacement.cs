using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

internal sealed class EndPlacement : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapFact<PlacementEnded>("placements/{placementId:guid}/ends", "End a placement as planned", "Without a next placement.");
}
