using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

internal sealed class ChangeDetails : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapFact<ChildDetailsChanged>("details", "Change what is known of the child", "Only the members that change are given.");
}
