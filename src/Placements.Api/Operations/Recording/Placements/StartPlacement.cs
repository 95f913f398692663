using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

internal sealed class StartPlacement : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapFact<PlacementStarted>(
            "placements",
            "Start a placement",
            "Where the child comes from another placement, record a move instead."
        );
}
