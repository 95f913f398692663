using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

internal sealed class CloseReferral : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) =>
        v1.MapFact<ReferralClosed>("referrals/{referralId:guid}/closure", "Close a referral");
}
