using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

internal sealed class EndCare : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapFact<CareEnded>(
            "care-ends",
            "The child stopped being looked after",
            "The child is not looked after any more on effectiveOn itself. An open placement ends with it."
        );
}
