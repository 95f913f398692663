namespace Placements.Tests.Domain;

/// <summary>The search for a home.</summary>
public class ReferralSpecs
{
    private static Story Searching() =>
        Story.Given(Registered(), CameIntoCare("2024-01-01"), Placed("2024-01-01", "A"), Sought("2024-06-01", "search"));

    [Fact]
    public void A_search_gathers_approaches_and_offers_until_it_is_closed()
    {
        var journey = Searching()
            .When(
                Closed("2024-06-10", "search", ReferralOutcome.Placed),
                Declined("2024-06-05", "far"),
                Offered("2024-06-03", "search", "far", "Far Away Care"),
                Offered("2024-06-04", "search", "near", "Close By"),
                Asked("2024-06-02", "search", "Far Away Care"),
                Asked("2024-06-02", "search", "Close By")
            )
            .Accepted();

        var referral = Assert.Single(journey.Referrals);
        Assert.Equal(["Far Away Care", "Close By"], referral.Approaches.Select(approach => approach.Provider.Name));
        Assert.Equal(
            [(Named("far"), OfferState.Declined, Day("2024-06-05")), (Named("near"), OfferState.Open, null)],
            referral.Offers.Select(offer => (offer.OfferId, offer.State, offer.EndedOn))
        );
        Assert.Equal((ReferralOutcome.Placed, Day("2024-06-10")), (referral.Outcome!.Value, referral.EndedOn!.Value));
        Assert.Equal(7, referral.EntryIds.Count);
    }

    [Fact]
    public void An_offer_withdrawn_says_why()
    {
        var journey = Searching()
            .When(Offered("2024-06-03", "search", "offer"), Withdrawn("2024-06-04", "offer") with { Reason = "the bed was taken" })
            .Accepted();

        var offer = Assert.Single(Assert.Single(journey.Referrals).Offers);
        Assert.Equal((OfferState.Withdrawn, "the bed was taken"), (offer.State, offer.Reason));
    }

    [Fact]
    public void The_placement_that_answers_a_search_is_joined_to_it()
    {
        var journey = Searching().When(Moved("2024-06-10", "A", Home("B") with { ReferralId = Named("search") })).Accepted();

        Assert.Equal(Named("B"), Assert.Single(journey.Referrals).PlacementId);
    }

    [Fact]
    public void A_search_may_begin_before_the_child_is_looked_after()
    {
        var journey = Story.Given(Registered()).When(Sought("2024-06-01", "search")).Accepted();

        Assert.Null(Assert.Single(journey.Referrals).PlacementId);
    }
}
