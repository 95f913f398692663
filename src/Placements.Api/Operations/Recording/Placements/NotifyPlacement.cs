using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

internal sealed class NotifyPlacement : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapFact<PlacementNotified>("placements/{placementId:guid}/notifications", "Give notice of a placement");
}
