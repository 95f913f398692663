namespace Placements.Tests.Domain;

/// <summary>Late entry is normal: what was recorded late falls into its place, and only a contradiction is refused.</summary>
public class LateEntrySpecs
{
    private readonly PlacementStarted placedWithA = Placed("2024-03-01", "A");

    [Fact]
    public void A_move_recorded_three_weeks_late_falls_between_the_entries_around_it()
    {
        var story = Story.Given(Registered(), CameIntoCare("2024-03-01"), placedWithA, StatusBecame("2025-06-20", LegalStatus.CareOrder));

        var journey = story.When(Moved("2025-06-09", "A", "B")).Accepted();

        Assert.Equal([Named("A"), Named("B")], journey.Placements.Select(placement => placement.PlacementId));
        Assert.Equal(Day("2025-06-09"), journey.Placements[0].EndedOn);
        Assert.Equal(EndedHow.Moved, journey.Placements[0].EndedHow);
        Assert.Null(journey.Placements[1].EndedOn);
        Assert.Equal(LegalStatus.CareOrder, journey.StatusOn(Day("2025-06-20")));
    }

    [Fact]
    public void Todays_journey_and_the_one_known_last_week_differ_in_the_late_move_alone()
    {
        var story = Story.Given(Registered(), CameIntoCare("2024-03-01"), placedWithA, Away("2024-05-01", "op"), Back("2024-05-09", "op"));
        var lastWeek = story.Journey();

        var today = story.When(Moved("2025-06-09", "A", "B")).Accepted();

        Same.Journey(lastWeek, story.Journey(knownOn: "2025-06-23"));
        Assert.Single(lastWeek.Placements);
        Assert.Equal(2, today.Placements.Count);
        Same.Journey(lastWeek with { Placements = [] }, today with { Placements = [] });
    }

    [Fact]
    public void A_late_move_from_a_home_already_left_is_refused_naming_the_entry_that_ended_it()
    {
        var moved = Moved("2024-08-01", "A", "B");
        var late = Moved("2024-09-01", "A", "C");
        var story = Story.Given(Registered(), CameIntoCare("2024-03-01"), placedWithA, moved);

        var refusal = story.When(late).Refused("move_from_placement_left", late, moved);

        Assert.Equal("entries[0]", refusal.Field);
        Assert.Contains("2024-08-01", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_earlier_late_move_is_refused_naming_the_later_one_that_it_contradicts()
    {
        var moved = Moved("2024-08-01", "A", "B");
        var late = Moved("2024-07-01", "A", "C");
        var story = Story.Given(Registered(), CameIntoCare("2024-03-01"), placedWithA, moved);

        story.When(late).Refused("move_from_placement_left", moved, late);
    }

    [Fact]
    public void One_command_records_the_late_move_and_the_correction_that_makes_room_for_it()
    {
        var moved = Moved("2024-08-01", "A", "B");
        var late = Moved("2024-07-01", "A", "C");
        var story = Story.Given(Registered(), CameIntoCare("2024-03-01"), placedWithA, moved);

        var journey = story.When(late, story.Correct(moved, Moved("2024-08-01", "C", "B"))).Accepted();

        Assert.Equal(
            [Named("A"), Named("C"), Named("B")],
            journey.Placements.OrderBy(placement => placement.StartedOn).Select(placement => placement.PlacementId)
        );
        Assert.Equal(Day("2024-08-01"), journey.Placements[1].EndedOn);
    }

    [Fact]
    public void The_correction_may_stand_before_the_late_fact_in_the_command()
    {
        var moved = Moved("2024-08-01", "A", "B");
        var story = Story.Given(Registered(), CameIntoCare("2024-03-01"), placedWithA, moved);

        story.When(story.Correct(moved, Moved("2024-08-01", "C", "B")), Moved("2024-07-01", "A", "C")).Accepted();
    }

    [Fact]
    public void A_late_start_before_an_open_placement_is_refused_naming_the_one_that_follows()
    {
        var late = Placed("2024-02-01", "Z");
        var story = Story.Given(Registered(), CameIntoCare("2024-01-01"), placedWithA);

        story.When(late).Refused("placement_overlaps", placedWithA, late);
        story.When(late, Ended("2024-02-20", "Z")).Accepted();
    }

    [Fact]
    public void The_start_of_care_may_come_after_the_placement_it_belongs_to()
    {
        var story = Story.Given(Registered(), placedWithA);
        Assert.Contains(story.Journey().Findings, finding => finding.Code == "placement_outside_care");

        var journey = story.When(CameIntoCare("2024-03-01")).Accepted();

        Assert.DoesNotContain(journey.Findings, finding => finding.Code == "placement_outside_care");
    }

    [Fact]
    public void What_was_wrong_before_is_no_reason_to_refuse_something_else()
    {
        // An import brings such journeys in; the record has to stay usable.
        var story = Story.Given(Registered(), CameIntoCare("2024-03-01"), placedWithA, Placed("2024-04-01", "B"));
        Assert.Contains(story.Journey().Findings, finding => finding is { Code: "placement_overlaps", Severity: Severity.Refuse });

        story.When(StatusBecame("2024-06-01", LegalStatus.CareOrder)).Accepted();
    }
}
