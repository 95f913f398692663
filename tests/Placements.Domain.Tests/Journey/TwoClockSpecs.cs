namespace Placements.Tests.Domain;

/// <summary>The journey as at a day and as known at an instant.</summary>
public class TwoClockSpecs
{
    private static ChildEvent[] MovedTwice =>
        [Registered(), CameIntoCare("2024-01-01"), Placed("2024-01-01", "A"), Moved("2024-06-01", "A", "B"), Moved("2025-02-01", "B", "C")];

    [Fact]
    public void As_at_a_day_what_happened_on_it_counts_and_nothing_later()
    {
        var story = Story.Given(MovedTwice);

        Assert.Equal([Named("A")], story.Journey(asAt: "2024-05-31").Placements.Select(placement => placement.PlacementId));
        Assert.Equal([Named("A"), Named("B")], story.Journey(asAt: "2024-06-01").Placements.Select(placement => placement.PlacementId));
        Assert.Null(story.Journey(asAt: "2024-06-01").Placements[1].EndedOn);
    }

    [Fact]
    public void What_was_submitted_is_told_again_after_later_corrections()
    {
        var moved = Moved("2024-06-01", "A", "B");
        var story = new Story()
            .RecordedOn("2024-01-02", Registered(), CameIntoCare("2024-01-01"), Placed("2024-01-01", "A"))
            .RecordedOn("2024-06-03", moved);
        var asSubmitted = story.Journey(asAt: "2024-06-30", knownOn: "2024-07-01");

        story.RecordedOn("2024-09-01", story.Correct(moved, Moved("2024-05-20", "A", "B")), Away("2024-03-01", "op"));

        Same.Journey(asSubmitted, story.Journey(asAt: "2024-06-30", knownOn: "2024-07-01"));
        Assert.Equal(Day("2024-05-20"), story.Journey(asAt: "2024-06-30").Placements[1].StartedOn);
        Assert.Single(story.Journey(knownOn: "2024-06-02").Placements);
    }

    [Fact]
    public void A_limit_that_an_open_stay_has_not_passed_yet_is_no_finding_as_at_that_day()
    {
        var story = Story.Given(Registered(), CameIntoCare("2024-01-01"), Placed("2024-01-01", "A"), Away("2024-02-01", "op"));

        Assert.Empty(story.Journey(asAt: "2024-03-14").Findings);
        Assert.Equal(["hospital_over_42_days"], story.Journey(asAt: "2024-03-15").Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void An_approval_given_before_the_placement_is_no_fault_as_at_a_day_between()
    {
        var story = Story.Given(
            Registered(),
            CameIntoCare("2024-01-01"),
            Placed("2024-01-01", "A"),
            Approved("2024-05-20", "B"),
            Moved("2024-06-01", "A", Home("B", host: "W06000022") with { OutOfCountyReason = OutOfCountyReason.Safety })
        );

        Assert.Empty(story.Journey(asAt: "2024-05-25").Findings);
        Assert.Single(story.Journey(asAt: "2024-06-01").Placements[1].Approvals);
    }

    [Fact]
    public void An_approach_written_down_before_its_referral_is_no_fault_as_at_a_day_between()
    {
        var story = Story.Given(
            Registered(),
            Asked("2024-01-01", "search", "Provider"),
            Sought("2024-01-03", "search"),
            Offered("2024-01-03", "search", "offer")
        );

        Assert.Empty(story.Journey(asAt: "2024-01-02").Findings);
        Assert.Empty(story.Journey().Findings);
    }

    [Fact]
    public void A_correction_that_moves_a_fact_past_the_day_takes_it_out_of_the_journey_as_at_that_day()
    {
        var moved = Moved("2024-06-01", "A", "B");
        var story = Story.Given(Registered(), CameIntoCare("2024-01-01"), Placed("2024-01-01", "A"), moved);

        story.When(story.Correct(moved, Moved("2024-07-01", "A", "B"))).Accepted();

        Assert.Single(story.Journey(asAt: "2024-06-30").Placements);
        Assert.Equal(2, story.Journey(asAt: "2024-06-30", knownOn: "2025-01-31").Placements.Count);
    }
}
