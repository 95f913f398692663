using Placements.Domain.Journey.Events;

namespace Placements.Api.Operations.Recording;

internal sealed class MakeReferral : IOperation
{
    public static void Map(IEndpointRouteBuilder v1) => v1.MapFact<ReferralMade>("referrals", "Send out a referral");
}
