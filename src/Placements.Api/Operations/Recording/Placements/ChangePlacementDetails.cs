using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

internal sealed class ChangePlacementDetails : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapFact<PlacementDetailsChanged>(
            "placements/{placementId:guid}/details",
            "Same carers, something about the placement changed",
            "Only the members that change are given."
        );
}
