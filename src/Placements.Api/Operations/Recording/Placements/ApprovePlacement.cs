using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

internal sealed class ApprovePlacement : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapFact<PlacementApproved>("placements/{placementId:guid}/approvals", "Approve a placement");
}
