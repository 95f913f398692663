using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

internal sealed class EndAbsence : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapFact<AbsenceEnded>("absences/{absenceId:guid}/end", "The child came back");
}
