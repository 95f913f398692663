namespace Placements.Tests.Domain;

/// <summary>What is known of the child, and since when it was so.</summary>
public class DetailsSpecs
{
    [Fact]
    public void A_registration_says_what_was_true_all_along()
    {
        var journey = Story.Given(Registered(on: "2024-05-01"), CameIntoCare("2024-01-01")).Journey(asAt: "2024-02-01");

        var spell = Assert.Single(journey.Details);
        Assert.Null(spell.StartedOn);
        Assert.Equal(Day("2012-05-14"), journey.Child!.DateOfBirth);
    }

    [Fact]
    public void Only_the_details_given_change_and_only_from_their_day()
    {
        var story = Story.Given(Registered() with { HomePostcode = "CF11 9XX", Disabilities = [Disability.Autism] });

        var journey = story.When(DetailsChanged("2024-06-01", team: "team-2")).Accepted();

        Assert.Equal([null, "team-2"], journey.Details.Select(spell => spell.Facts.Team));
        Assert.Equal("CF11 9XX", journey.Child!.HomePostcode);
        Assert.Equal([Disability.Autism], journey.Child.Disabilities);
        Assert.Equal((null, Day("2024-06-01")), (journey.Details[0].StartedOn, journey.Details[0].EndedOn!.Value));
        Assert.Null(story.Journey(asAt: "2024-05-31").Child!.Team);
    }

    [Fact]
    public void Changes_of_one_day_make_one_spell()
    {
        var journey = Story
            .Given(Registered(), DetailsChanged("2024-06-01", team: "team-2"), DetailsChanged("2024-06-01", born: "2012-05-15"))
            .Journey();

        Assert.Equal(2, journey.Details.Count);
        Assert.Equal(("team-2", Day("2012-05-15")), (journey.Child!.Team, journey.Child.DateOfBirth!.Value));
    }

    [Fact]
    public void An_age_assessment_revises_the_date_of_birth_and_the_first_assertion_stays_on_record()
    {
        var registered = Registered(born: "2009-01-01") with { UnaccompaniedAsylumSeeking = true };
        var story = Story.Given(registered, CameIntoCare("2024-01-01"), Placed("2024-01-01", "A"));

        var journey = story.When(DetailsChanged("2024-03-01", born: "2007-01-01", source: "age assessment")).Accepted();

        Assert.Equal([Day("2009-01-01"), Day("2007-01-01")], journey.Details.Select(spell => spell.Facts.DateOfBirth!.Value));
        Assert.Equal(Day("2025-01-01"), journey.Findings.Single(finding => finding.Code == "in_care_past_18").On);
        Assert.Equal(Day("2009-01-01"), story.Journey(asAt: "2024-02-01").Child!.DateOfBirth);
        Assert.Equal(Day("2009-01-01"), story.Journey(knownOn: "2025-01-31").Child!.DateOfBirth);
    }

    [Fact]
    public void An_age_assessment_that_finds_an_adult_names_the_start_of_care_until_care_is_ended_with_it()
    {
        var started = CameIntoCare("2024-01-01");
        var assessed = DetailsChanged("2024-03-01", born: "2004-01-01", source: "age assessment");
        var story = Story.Given(Registered(born: "2009-01-01"), started, Placed("2024-01-01", "A"));

        story.When(assessed).Refused("care_starts_at_18", started, assessed);
        var journey = story.When(assessed, LeftCare("2024-03-01", CareEndReason.AgeAssessedAdult)).Accepted();

        Assert.Equal(CareEndReason.AgeAssessedAdult, Assert.Single(journey.PeriodsOfCare).EndReason);
    }

    [Fact]
    public void A_rule_about_age_names_the_entry_that_said_when_the_child_was_born()
    {
        // Both came in by import; a change of team has nothing to do with them, and is not refused for them.
        var registered = Registered(born: "2014-01-01");
        var remand = CameIntoCare("2023-06-01", LegalStatus.Remand);
        var story = Story.Given(registered, remand);

        story.When(DetailsChanged("2024-06-01", team: "team-2")).Accepted();

        var finding = story.Journey().Findings.Single(finding => finding.Code == "under_10_for_youth_justice");
        Assert.Equal([remand, registered], finding.EntryIds.Select(story.FactOf));
    }

    [Fact]
    public void A_child_may_be_registered_before_birth_and_given_a_date_of_birth_later()
    {
        var story = Story.Given(Registered("2024-01-01", born: null) with { ExpectedDateOfBirth = Day("2024-06-01") });

        var journey = story
            .When(DetailsChanged("2024-05-20", born: "2024-05-20"), CameIntoCare("2024-05-20"))
            .Accepted("no_placement_recorded");

        Assert.Equal(Day("2024-05-20"), journey.Child!.DateOfBirth);
    }

    [Fact]
    public void The_responsible_authority_of_a_record_cannot_be_corrected_away()
    {
        var registered = Registered();
        var story = Story.Given(registered);

        story.When(story.Correct(registered, Registered(authority: "W06000022"))).Refused("responsible_authority_fixed");
    }
}
