using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;
using Placements.Domain.Journey.Rules;

namespace Placements.Domain.Journey;

/// <summary>
/// Searches for a home. Joined by id at the end, since an approach is often written down before the referral it belongs to; as at a day
/// between the two it belongs to nothing yet, which is no fault.
/// </summary>
internal sealed class ReferralFold(List<Finding> findings, List<StandingFact> later)
{
    private readonly List<StandingFact> kept = [];

    public void Keep(StandingFact fact) => kept.Add(fact);

    public IReadOnlyList<Referral> Finish(IReadOnlyList<Placement> placements)
    {
        if (kept.Count == 0)
            return [];

        var referrals = new List<Referral>();
        foreach (var (entryId, _, fact) in kept)
        {
            if (fact is not ReferralMade made)
                continue;

            if (referrals.Exists(other => other.ReferralId == made.ReferralId))
            {
                findings.Add(ReferralRules.IdUsedTwice.Broken(made.EffectiveOn, "Two referrals have the same id.", entryId));
                continue;
            }
            var answer = placements.FirstOrDefault(placement => placement.Facts.ReferralId == made.ReferralId);
            referrals.Add(new Referral(made.ReferralId, made.EffectiveOn, null, made, null, null, answer?.PlacementId, [], [], [entryId]));
        }
        foreach (var standing in kept)
        {
            if (standing.Fact is OfferReceived or ProviderApproached)
                Join(referrals, standing);
        }
        foreach (var standing in kept)
        {
            if (standing.Fact is OfferWithdrawn or OfferDeclined or ReferralClosed)
                Join(referrals, standing);
        }
        return referrals;
    }

    private void Join(List<Referral> referrals, StandingFact standing)
    {
        var (entryId, _, fact) = standing;
        var place = referrals.FindIndex(referral => Concerns(referral, fact));
        if (place < 0)
        {
            if (later.Exists(begins => IsBegunBy(fact, begins.Fact)))
                return;
            findings.Add(
                ReferralRules.Unknown.Broken(fact.EffectiveOn, "It concerns a referral or an offer that this child does not have.", entryId)
            );
            return;
        }
        var referral = referrals[place];
        if (fact is OfferReceived again && referrals.Exists(other => other.Offers.Any(offer => offer.OfferId == again.OfferId)))
        {
            findings.Add(ReferralRules.IdUsedTwice.Broken(fact.EffectiveOn, "Two offers have the same id.", entryId));
            return;
        }
        if (fact is ReferralClosed && referral.EndedOn is not null)
        {
            findings.Add(
                ReferralRules.ClosedAlready.Broken(
                    fact.EffectiveOn,
                    $"The referral is recorded as closed on {fact.EffectiveOn:yyyy-MM-dd}, but it was closed on {referral.EndedOn:yyyy-MM-dd}.",
                    entryId
                )
            );
            return;
        }
        referrals[place] = Joined(referral, entryId, fact) with { EntryIds = referral.EntryIds.With(entryId) };
    }

    private static bool Concerns(Referral referral, ChildEvent fact) =>
        fact switch
        {
            ProviderApproached approached => approached.ReferralId == referral.ReferralId,
            OfferReceived received => received.ReferralId == referral.ReferralId,
            ReferralClosed closed => closed.ReferralId == referral.ReferralId,
            OfferWithdrawn withdrawn => referral.Offers.Any(offer => offer.OfferId == withdrawn.OfferId),
            OfferDeclined declined => referral.Offers.Any(offer => offer.OfferId == declined.OfferId),
            _ => false,
        };

    private static bool IsBegunBy(ChildEvent fact, ChildEvent begins) =>
        (fact, begins) switch
        {
            (ProviderApproached approached, ReferralMade made) => approached.ReferralId == made.ReferralId,
            (OfferReceived received, ReferralMade made) => received.ReferralId == made.ReferralId,
            (ReferralClosed closed, ReferralMade made) => closed.ReferralId == made.ReferralId,
            (OfferWithdrawn withdrawn, OfferReceived received) => withdrawn.OfferId == received.OfferId,
            (OfferDeclined declined, OfferReceived received) => declined.OfferId == received.OfferId,
            _ => false,
        };

    private static Referral Joined(Referral referral, Guid entryId, ChildEvent fact) =>
        fact switch
        {
            ProviderApproached approached => referral with
            {
                Approaches = referral.Approaches.With(new Approach(approached.EffectiveOn, approached.Provider, approached.Framework)),
            },
            OfferReceived received => referral with
            {
                Offers = referral.Offers.With(
                    new Offer(received.OfferId, received.EffectiveOn, null, OfferState.Open, null, received, [entryId])
                ),
            },
            OfferWithdrawn withdrawn => WithOfferEnded(
                referral,
                withdrawn.OfferId,
                entryId,
                fact.EffectiveOn,
                OfferState.Withdrawn,
                withdrawn.Reason
            ),
            OfferDeclined declined => WithOfferEnded(
                referral,
                declined.OfferId,
                entryId,
                fact.EffectiveOn,
                OfferState.Declined,
                declined.Reason
            ),
            ReferralClosed closed => referral with { EndedOn = closed.EffectiveOn, Outcome = closed.Outcome, CloseReason = closed.Reason },
            _ => referral,
        };

    private static Referral WithOfferEnded(Referral referral, Guid offerId, Guid entryId, DateOnly on, OfferState state, string? reason) =>
        referral with
        {
            Offers =
            [
                .. referral.Offers.Select(offer =>
                    offer.OfferId == offerId
                        ? offer with
                        {
                            EndedOn = on,
                            State = state,
                            Reason = reason,
                            EntryIds = offer.EntryIds.With(entryId),
                        }
                        : offer
                ),
            ],
        };
}
