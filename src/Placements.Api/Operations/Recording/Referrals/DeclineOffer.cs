using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

internal sealed class DeclineOffer : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapFact<OfferDeclined>("referrals/{referralId:guid}/offers/{offerId:guid}/decline", "Decline an offer");
}
