using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

internal sealed class KeepReturnRows : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapFact<Ssda903RowsKept>("return-rows", "Tables of England's return that are not about placements");
}
