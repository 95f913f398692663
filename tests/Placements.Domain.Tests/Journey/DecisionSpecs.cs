namespace Placements.Tests.Domain;

/// <summary>What a command comes to: all of it or nothing.</summary>
public class DecisionSpecs
{
    [Fact]
    public void One_fact_refused_refuses_the_whole_command_and_names_its_place()
    {
        var wrong = Ended("2024-07-01", "Z");
        var story = Story.Given(Registered(), CameIntoCare("2024-01-01"), Placed("2024-01-01", "A"));

        var refusal = story.When(StatusBecame("2024-06-01", LegalStatus.CareOrder), wrong).Refused("placement_unknown", wrong);

        Assert.Equal("entries[1]", refusal.Field);
    }

    [Fact]
    public void Every_breach_of_a_command_is_told_at_once()
    {
        var story = Story.Given(Registered(), CameIntoCare("2024-01-01"), Placed("2024-01-01", "A"));

        var decision = story.When(Ended("2024-07-01", "Z"), CameIntoCare("2024-08-01"), Back("2024-09-01", "op")).Decision;

        Assert.Equal(["placement_unknown", "already_in_care", "absence_unknown"], decision.Refusals.Select(refusal => refusal.Code));
        Assert.Equal(["entries[0]", "entries[1]", "entries[2]"], decision.Refusals.Select(refusal => refusal.Field));
    }

    [Fact]
    public void A_refusal_for_what_a_correction_would_do_points_at_the_correction()
    {
        var moved = Moved("2024-06-01", "A", "B");
        var story = Story.Given(Registered(), CameIntoCare("2024-01-01"), Placed("2024-01-01", "A"), moved);

        var refusal = story.When(story.Correct(moved, Moved("2023-06-01", "A", "B"))).Decision.Refusals[0];

        Assert.Equal("entries[0]", refusal.Field);
    }

    [Fact]
    public void Before_and_after_are_the_whole_journeys_around_the_command()
    {
        var story = Story.Given(Registered(), CameIntoCare("2024-01-01"), Placed("2024-01-01", "A"));
        var before = story.Journey();

        var outcome = story.When(Moved("2024-06-01", "A", "B"));

        Same.Journey(before, outcome.Decision.Before);
        Same.Journey(outcome.Accepted(), outcome.Decision.After);
    }

    [Fact]
    public void An_old_breach_names_the_entry_that_ended_the_placement_whatever_is_joined_to_it_later()
    {
        var moved = Moved("2024-06-01", "A", Home("B"), planned: false, ChangeReason.Custody);
        var story = Story.Given(Registered(born: "2016-01-01"), CameIntoCare("2024-01-01"), Placed("2024-01-01", "A"), moved);

        var journey = story.When(Told("2024-01-02", "A", NotifiedParty.School)).Accepted();

        Assert.Equal([story.IdOf(moved)], journey.Findings.Single(finding => finding.Code == "custody_move_under_10").EntryIds);
    }

    [Fact]
    public void The_same_flag_is_no_obstacle_to_an_entry_that_causes_it()
    {
        Story.Given(Registered(), CameIntoCare("2024-01-01")).When(Placed("2024-03-01", "A")).Accepted();
        Story.Given(Registered()).When(Placed("2024-03-01", "A")).Accepted("placement_outside_care");
    }

    /// <summary>On 31 March tomorrow's move is as near as on any other day.</summary>
    [Theory]
    [InlineData("2025-03-31", "2025-04-01", true)]
    [InlineData("2025-03-31", "2025-04-28", true)]
    [InlineData("2025-03-31", "2025-04-29", false)]
    [InlineData("2025-02-01", "2025-03-31", true)]
    [InlineData("2025-02-01", "2025-04-01", false)]
    [InlineData("2025-04-01", "2026-03-31", true)]
    [InlineData("2025-04-01", "2026-04-01", false)]
    public void A_fact_is_taken_ahead_of_its_day_to_the_end_of_the_year_or_four_weeks(string today, string on, bool taken)
    {
        var story = new Story { Today = Day(today) }.RecordedOn(
            "2025-01-01",
            [Registered(), CameIntoCare("2024-01-01"), Placed("2024-01-01", "A")]
        );

        var decision = story.When(Moved(on, "A", "B")).Decision;

        Assert.Equal(taken ? [] : ["date_in_future"], decision.Refusals.Select(refusal => refusal.Code));
        Assert.Equal(taken ? 1 : 0, decision.Accepted.Count);
    }
}
