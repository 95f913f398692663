using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

internal sealed class VoidEntry : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapFact<EntryVoided>("entries/{entryId:guid}/void", "Void an entry", "Final. effectiveOn is taken from the entry.");
}
