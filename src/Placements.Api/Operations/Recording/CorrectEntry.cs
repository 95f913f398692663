using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

internal sealed class CorrectEntry : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapFact<EntryCorrected>(
            "entries/{entryId:guid}/correction",
            "Correct an entry",
            "Give the full facts that should have been recorded. effectiveOn of the correction itself is taken from the entry."
        );
}
