using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

internal sealed class WithdrawOffer : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapFact<OfferWithdrawn>("referrals/{referralId:guid}/offers/{offerId:guid}/withdrawal", "A provider withdraws its offer");
}
