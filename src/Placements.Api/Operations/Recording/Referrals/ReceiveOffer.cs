using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

internal sealed class ReceiveOffer : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapFact<OfferReceived>("referrals/{referralId:guid}/offers", "Receive an offer");
}
