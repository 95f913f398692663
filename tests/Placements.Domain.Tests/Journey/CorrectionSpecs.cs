namespace Placements.Tests.Domain;

/// <summary>Nothing is overwritten: corrections and voids are entries, and the entry they speak of keeps its id.</summary>
public class CorrectionSpecs
{
    private readonly ChildRegistered registered = Registered();
    private readonly CareStarted started = CameIntoCare("2024-01-01");
    private readonly PlacementStarted placed = Placed("2024-01-01", "A");
    private readonly PlacementMoved moved = Moved("2024-06-01", "A", "B");
    private readonly Story story;

    public CorrectionSpecs() => story = Story.Given(registered, started, placed, moved);

    [Fact]
    public void An_entry_is_corrected_twice_and_the_last_facts_stand_under_its_first_id()
    {
        story.When(story.Correct(moved, Moved("2024-06-02", "A", "B"))).Accepted();
        var journey = story.When(story.Correct(moved, Moved("2024-06-03", "A", "B"))).Accepted();

        Assert.Equal(Day("2024-06-03"), journey.Placements[1].StartedOn);
        Assert.Equal([story.IdOf(moved)], journey.Placements[1].EntryIds);
    }

    [Fact]
    public void A_correction_repeats_the_date_that_the_entry_had_before()
    {
        story.When(story.Correct(moved, Moved("2024-06-02", "A", "B"))).Accepted();
        var again = story.Correct(moved, Moved("2024-07-01", "A", "B")) with { EffectiveOn = Day("1999-01-01") };

        var decision = story.When(again).Decision;

        Assert.Equal(Day("2024-06-02"), Assert.Single(decision.Accepted).Fact.EffectiveOn);
    }

    [Fact]
    public void A_correction_without_the_id_keeps_the_one_that_the_entry_began()
    {
        var facts = moved with { To = moved.To with { PlacementId = Guid.Empty, Kind = PlacementKind.KinshipFosterCare } };

        var journey = story.When(story.Correct(moved, facts)).Accepted();

        Assert.Equal(Named("B"), journey.Placements[1].PlacementId);
        Assert.Equal(PlacementKind.KinshipFosterCare, journey.Placements[1].Facts.Kind);
    }

    [Fact]
    public void A_correction_cannot_give_the_placement_another_id()
    {
        var refusal = story.When(story.Correct(moved, Moved("2024-06-01", "A", "C"))).Refused("correction_changes_identity");

        Assert.Equal("entries[0].facts", refusal.Field);
    }

    [Fact]
    public void A_breakdown_that_was_in_truth_a_move_is_corrected_into_one()
    {
        var brokeDown = BrokeDown("2024-09-01", "B");
        story.RecordedOn("2025-01-01", brokeDown);
        var facts = Moved("2024-09-01", "B", "C");

        var journey = story.When(story.Correct(brokeDown, facts with { To = facts.To with { PlacementId = Guid.Empty } })).Accepted();

        Assert.Equal(EndedHow.Moved, journey.Placements[1].EndedHow);
        Assert.Equal(story.IdOf(brokeDown), journey.Placements[2].PlacementId);
    }

    [Fact]
    public void A_move_that_was_in_truth_a_fresh_start_is_corrected_into_one_and_keeps_its_placement()
    {
        var journey = story
            .When(Ended("2024-05-30", "A"), story.Correct(moved, Placed("2024-06-01", "B")))
            .Accepted("no_placement_recorded");

        Assert.Equal([EndedHow.Ended, null], journey.Placements.Select(placement => placement.EndedHow));
        Assert.Equal(Named("B"), journey.Placements[1].PlacementId);
    }

    [Fact]
    public void A_correction_that_breaks_a_later_entry_is_refused_naming_it()
    {
        var onwards = Moved("2024-09-01", "B", "C");
        story.RecordedOn("2025-01-01", onwards);

        var refusals = story.When(story.Correct(moved, Moved("2024-10-01", "A", "B"))).Decision.Refusals;

        var refusal = Assert.Single(refusals, refusal => refusal.Code == "placement_unknown");
        Assert.Equal([onwards, moved], refusal.EntryIds.Select(story.FactOf));
    }

    [Fact]
    public void Void_takes_an_entry_back_for_good()
    {
        var journey = story.When(story.Void(moved)).Accepted();

        Assert.Null(Assert.Single(journey.Placements).EndedOn);
        story.When(story.Void(moved)).Refused("entry_voided_already", moved);
        story.When(story.Correct(moved, Moved("2024-06-02", "A", "B"))).Refused("entry_voided_already", moved);
    }

    [Fact]
    public void A_void_of_what_a_later_entry_rests_on_is_refused_naming_that_entry()
    {
        var refusal = story.When(story.Void(placed)).Refused("placement_unknown", moved);

        Assert.Null(refusal.Field);
        story.When(story.Void(placed), story.Void(moved)).Accepted("no_placement_recorded");
    }

    [Fact]
    public void A_void_is_not_voided_nor_corrected()
    {
        var voided = story.Void(moved);
        story.RecordedOn("2025-02-01", voided);

        story.When(story.Void(voided)).Refused("entry_is_a_void", moved);
        story.When(story.Correct(voided, Moved("2024-06-01", "A", "B"))).Refused("entry_is_a_void", moved);
    }

    [Fact]
    public void A_correction_is_not_voided_nor_corrected_but_its_entry_is_corrected_again()
    {
        var correction = story.Correct(moved, Moved("2024-06-02", "A", "B"));
        story.RecordedOn("2025-02-01", correction);

        story.When(story.Void(correction)).Refused("entry_is_a_correction", moved);
        story.When(story.Correct(correction, Moved("2024-06-03", "A", "B"))).Refused("entry_is_a_correction", moved);
        story.When(story.Correct(moved, Moved("2024-06-03", "A", "B"))).Accepted();
    }

    [Fact]
    public void A_correction_holds_facts_and_not_another_correction()
    {
        var refusal = story.When(story.Correct(moved, story.Void(placed))).Refused("correction_of_correction");

        Assert.Equal("entries[0].facts.type", refusal.Field);
        story.When(story.Correct(moved, story.Correct(placed, Placed("2024-01-01", "A")))).Refused("correction_of_correction");
    }

    [Fact]
    public void An_entry_that_the_child_does_not_have_cannot_be_corrected()
    {
        var unknown = story.Void(moved) with { EntryId = Named("elsewhere") };

        Assert.Equal("entries[1].entryId", story.When(Away("2024-02-01", "op"), unknown).Refused("entry_unknown").Field);
    }

    [Fact]
    public void An_entry_of_the_same_command_may_be_voided_in_it()
    {
        var late = Away("2024-02-01", "op");
        story.When(late);

        Assert.Empty(story.When(late, story.Void(late)).Accepted().Absences);
    }

    [Fact]
    public void A_registration_made_by_mistake_is_voided_when_it_stands_alone()
    {
        var alone = Story.Given(registered);

        var journey = alone.When(alone.Void(registered)).Accepted();

        Assert.Null(journey.Child);
        Assert.Empty(journey.Findings);
    }

    [Fact]
    public void A_registration_is_not_voided_from_under_other_entries()
    {
        var decision = story.When(story.Void(registered)).Decision;

        Assert.Equal(["not_registered"], decision.Refusals.Select(refusal => refusal.Code).Distinct());
        Assert.Equal(
            [started, placed, moved],
            decision.Refusals.SelectMany(refusal => refusal.EntryIds).Select(story.FactOf).OrderBy(fact => fact.EffectiveOn)
        );
        story.When(story.Void(registered), story.Void(started), story.Void(placed), story.Void(moved)).Accepted();
    }

    [Fact]
    public void A_registration_voided_with_everything_else_may_be_made_anew()
    {
        var alone = Story.Given(registered);

        var journey = alone.When(alone.Void(registered), Registered(born: "2013-01-01")).Accepted();

        Assert.Equal(Day("2013-01-01"), journey.Child!.DateOfBirth);
    }

    [Fact]
    public void A_date_beyond_this_year_is_refused_in_a_correction_and_may_be_voided()
    {
        var farAhead = Moved("2027-06-01", "B", "C");
        story.RecordedOn("2025-01-01", farAhead);

        story.When(story.Void(farAhead)).Accepted();
        Assert.Equal("date_in_future", story.When(story.Correct(moved, Moved("2026-04-01", "A", "B"))).Decision.Refusals[0].Code);
    }
}
