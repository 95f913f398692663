namespace Placements.Tests.Domain;

/// <summary>Away from home: the placement goes on, until the child moves on instead of coming back.</summary>
public class AbsenceSpecs
{
    private static Story InCareWithA() => Story.Given(Registered(), CameIntoCare("2024-01-01"), Placed("2024-01-01", "A"));

    [Fact]
    public void A_child_goes_to_hospital_and_back_and_stays_placed_meanwhile()
    {
        var journey = InCareWithA().When(Away("2024-02-01", "op"), Back("2024-02-11", "op")).Accepted();

        var absence = Assert.Single(journey.Absences);
        Assert.Equal((Day("2024-02-01"), Day("2024-02-11")), (absence.StartedOn, absence.EndedOn!.Value));
        Assert.True(absence.Returned);
        Assert.True(absence.IsTemporary);
        Assert.Equal(Named("A"), absence.PlacementId);
        Assert.Null(Assert.Single(journey.Placements).EndedOn);
    }

    [Fact]
    public void A_child_still_away_has_neither_returned_nor_not()
    {
        var journey = InCareWithA().When(Away("2025-06-01", "op")).Accepted();

        Assert.Null(Assert.Single(journey.Absences).Returned);
        Assert.Null(journey.Absences[0].EndedOn);
    }

    [Fact]
    public void A_childs_holiday_cover_that_goes_straight_on_to_another_home_was_no_return()
    {
        var journey = InCareWithA().When(Away("2024-08-01", "cover", AbsenceKind.CarersHoliday), Moved("2024-08-15", "A", "B")).Accepted();

        var absence = Assert.Single(journey.Absences);
        Assert.Equal(Day("2024-08-15"), absence.EndedOn);
        Assert.False(absence.Returned);
        Assert.Equal(Named("A"), absence.PlacementId);
    }

    [Fact]
    public void A_child_back_on_the_day_of_a_move_did_return()
    {
        var journey = InCareWithA()
            .When(Moved("2024-08-15", "A", "B"), Away("2024-08-01", "cover", AbsenceKind.CarersHoliday), Back("2024-08-15", "cover"))
            .Accepted();

        Assert.True(Assert.Single(journey.Absences).Returned);
    }

    [Fact]
    public void A_child_in_hospital_while_the_placement_broke_down_comes_out_later_to_another_home()
    {
        var journey = InCareWithA()
            .When(Away("2024-02-01", "op"), BrokeDown("2024-02-10", "A"), Back("2024-02-20", "op"), Placed("2024-02-20", "B"))
            .Accepted("no_placement_recorded");

        var absence = Assert.Single(journey.Absences);
        Assert.Equal(Day("2024-02-20"), absence.EndedOn);
        Assert.False(absence.Returned);
    }

    [Fact]
    public void A_missing_episode_outlives_the_placement_that_it_began_in()
    {
        var journey = InCareWithA()
            .When(
                Away("2024-02-01", "gone", AbsenceKind.Missing, "22:30"),
                Moved("2024-02-10", "A", "B"),
                Back("2024-02-20", "gone", "06:15")
            )
            .Accepted();

        var missing = Assert.Single(journey.Absences);
        Assert.False(missing.IsTemporary);
        Assert.Equal(Day("2024-02-20"), missing.EndedOn);
        Assert.Equal((new TimeOnly(22, 30), new TimeOnly(6, 15)), (missing.StartTime!.Value, missing.EndTime!.Value));
        Assert.True(missing.Returned);
    }

    [Fact]
    public void The_end_of_care_ends_a_missing_episode()
    {
        var journey = InCareWithA().When(Away("2024-02-01", "gone", AbsenceKind.Missing), LeftCare("2024-06-01")).Accepted();

        Assert.Equal(Day("2024-06-01"), Assert.Single(journey.Absences).EndedOn);
        Assert.False(journey.Absences[0].Returned);
    }

    [Fact]
    public void A_child_found_after_care_ended_was_missing_from_care_until_then_only()
    {
        var journey = InCareWithA()
            .When(Away("2024-02-01", "gone", AbsenceKind.Missing), LeftCare("2024-06-01"), Back("2024-09-01", "gone"))
            .Accepted();

        Assert.Equal(Day("2024-06-01"), Assert.Single(journey.Absences).EndedOn);
    }

    [Fact]
    public void A_child_who_lost_home_and_care_while_away_was_absent_from_that_home_only()
    {
        var journey = InCareWithA()
            .When(Away("2024-02-01", "op"), Moved("2024-02-10", "A", "B"), LeftCare("2024-06-01"), Back("2024-09-01", "op"))
            .Accepted();

        Assert.Equal(Day("2024-02-10"), Assert.Single(journey.Absences).EndedOn);
    }

    [Fact]
    public void A_child_may_go_missing_twice_in_a_day_and_the_times_say_which_came_first()
    {
        var journey = InCareWithA()
            .When(
                Away("2024-02-01", "evening", AbsenceKind.Missing, "18:00"),
                Away("2024-02-01", "morning", AbsenceKind.Missing, "08:00"),
                Back("2024-02-01", "evening", "23:00"),
                Back("2024-02-01", "morning", "11:30")
            )
            .Accepted();

        Assert.Equal([Named("morning"), Named("evening")], journey.Absences.Select(absence => absence.AbsenceId));
        Assert.All(journey.Absences, absence => Assert.True(absence.Returned));
    }

    [Fact]
    public void Two_absences_of_one_day_without_times_follow_each_other_as_recorded()
    {
        InCareWithA()
            .When(Away("2024-02-01", "1st"), Back("2024-02-01", "1st"), Away("2024-02-01", "2nd"), Back("2024-02-01", "2nd"))
            .Accepted();
    }

    [Fact]
    public void A_late_absence_inside_another_is_refused_naming_both_beginnings()
    {
        var first = Away("2024-02-01", "1st");
        var second = Away("2024-02-05", "2nd");
        var story = Story.Given(Registered(), CameIntoCare("2024-01-01"), Placed("2024-01-01", "A"), first, Back("2024-02-10", "1st"));

        story.When(second, Back("2024-02-07", "2nd")).Refused("absence_overlaps", second, first);
    }
}
