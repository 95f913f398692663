using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

internal sealed class MoveChild : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapFact<PlacementMoved>(
            "placements/{fromPlacementId:guid}/moves",
            "Move a child to another placement",
            "Ends one placement and starts the next in one fact."
        );
}
