using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

internal sealed class StartAbsence : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapFact<AbsenceStarted>("absences", "An absence began");
}
