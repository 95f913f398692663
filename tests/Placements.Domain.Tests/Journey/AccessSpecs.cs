namespace Placements.Tests.Domain;

/// <summary>Who may see the record: nothing of the child's life, and told by operations of its own.</summary>
public class AccessSpecs
{
    [Fact]
    public void A_later_list_stands_in_the_place_of_an_earlier_and_ends_its_openings()
    {
        var story = Story.Given(Registered() with { Team = "north" });
        Assert.Equal(("north", null), (story.Journey().Access!.Team, story.Journey().Access!.Restriction));

        story.When(Restricted("2025-02-01", ["anna"], [])).Accepted();
        story.When(Opened("2025-02-02", "ben")).Accepted();
        var access = story.Journey().Access!;
        Assert.Equal(["anna"], access.Restriction!.People);
        Assert.Equal("ben", Assert.Single(access.Restriction.Openings).Person);

        story.When(Restricted("2025-02-03", ["carl"], ["south"])).Accepted();
        access = story.Journey().Access!;
        Assert.Equal(["carl"], access.Restriction!.People);
        Assert.Equal(["south"], access.Restriction.Teams);
        Assert.Empty(access.Restriction.Openings);
        // Who was told of the opening stays told.
        Assert.Equal(["anna"], Assert.Single(access.Openings).ToldPeople);

        story.When(Lifted("2025-02-04")).Accepted();
        Assert.Null(story.Journey().Access!.Restriction);
        Assert.Single(story.Journey().Access!.Openings);
    }

    [Fact]
    public void The_journey_is_the_same_with_it_and_without()
    {
        ChildEvent[] life = [Registered(), CameIntoCare("2024-01-01"), Placed("2024-01-01", "A")];
        var without = Story.Given(life).Journey();
        var with = Story.Given([.. life, Restricted("2023-01-01", ["anna"], []), Opened("2023-02-01", "ben")]).Journey();

        Assert.Equal(without.Details.Single().Facts, with.Details.Single().Facts);
        Assert.Equal(without.Placements, with.Placements);
        Assert.Equal(without.Findings, with.Findings);
    }

    [Fact]
    public void A_registration_can_be_voided_while_the_record_is_restricted_and_the_record_stays_restricted()
    {
        var registered = Registered() with { Team = "north" };
        var story = Story.Given(registered, Restricted("2025-01-01", ["anna"], []));

        var journey = story.When(story.Void(registered)).Accepted();

        Assert.Null(journey.Child);
        Assert.Equal(("north", "anna"), (journey.Access!.Team, Assert.Single(journey.Access.Restriction!.People)));
    }

    [Fact]
    public void It_goes_by_what_was_known_and_not_by_the_day_asked_about()
    {
        var story = Story.Given(Registered()).RecordedOn("2025-03-01", Restricted("2025-03-01", ["anna"], []));

        Assert.NotNull(story.Journey(asAt: "2020-01-01").Access!.Restriction);
        Assert.Null(story.Journey(knownOn: "2025-02-01").Access!.Restriction);
        Assert.Null(new Story().Journey().Access);
    }

    [Fact]
    public void It_is_neither_corrected_nor_voided_nor_made_by_a_correction()
    {
        var restricted = Restricted("2025-01-01", ["anna"], []);
        var started = CameIntoCare("2024-01-01");
        var story = Story.Given(Registered(), started, restricted);

        story.When(story.Void(restricted)).Refused("entry_is_of_access", restricted);
        story.When(story.Correct(restricted, Restricted("2025-01-01", ["ben"], []))).Refused("entry_is_of_access", restricted);
        story.When(story.Correct(started, Opened("2025-01-01", "ben"))).Refused("access_by_own_route");
    }
}
