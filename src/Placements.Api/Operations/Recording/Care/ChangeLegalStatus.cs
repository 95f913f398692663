using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

internal sealed class ChangeLegalStatus : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapFact<LegalStatusChanged>("legal-statuses", "The legal status changed");
}
