using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

internal sealed class ApproachProvider : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapFact<ProviderApproached>("referrals/{referralId:guid}/approaches", "Approach a provider");
}
