using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

internal sealed class StartCare : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapFact<CareStarted>("care-starts", "The child became looked after");
}
