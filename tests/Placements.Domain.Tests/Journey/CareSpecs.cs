namespace Placements.Tests.Domain;

/// <summary>Periods of care, and the legal status on each day of them.</summary>
public class CareSpecs
{
    private static Story InCareWithA() => Story.Given(Registered(), CameIntoCare("2024-01-01"), Placed("2024-01-01", "A"));

    [Fact]
    public void Legal_statuses_follow_each_other_without_a_gap()
    {
        var journey = InCareWithA()
            .When(StatusBecame("2024-09-01", LegalStatus.PlacementOrder), StatusBecame("2024-05-01", LegalStatus.CareOrder))
            .Accepted();

        Assert.Equal(
            [
                (Day("2024-01-01"), Day("2024-05-01"), LegalStatus.InterimCareOrder),
                (Day("2024-05-01"), Day("2024-09-01"), LegalStatus.CareOrder),
                (Day("2024-09-01"), null, LegalStatus.PlacementOrder),
            ],
            journey.LegalStatuses.Select(spell => (spell.StartedOn, spell.EndedOn, spell.Status))
        );
        Assert.Equal(LegalStatus.InterimCareOrder, journey.StatusOn(Day("2024-04-30")));
        Assert.Equal(LegalStatus.CareOrder, journey.StatusOn(Day("2024-05-01")));
        Assert.Null(journey.StatusOn(Day("2023-12-31")));
    }

    [Fact]
    public void A_status_changed_on_the_first_day_of_care_is_the_status_of_that_day()
    {
        var changed = StatusBecame("2024-01-01", LegalStatus.CareOrder);
        var story = InCareWithA();

        var spell = Assert.Single(story.When(changed).Accepted().LegalStatuses);

        Assert.Equal(LegalStatus.CareOrder, spell.Status);
        Assert.Contains(story.IdOf(changed), spell.EntryIds);
    }

    [Fact]
    public void The_end_of_care_ends_the_legal_status_and_keeps_why()
    {
        var journey = InCareWithA().When(LeftCare("2024-06-01", CareEndReason.ChildArrangementsOrder)).Accepted();

        Assert.Equal(Day("2024-06-01"), Assert.Single(journey.LegalStatuses).EndedOn);
        var period = Assert.Single(journey.PeriodsOfCare);
        Assert.Equal((CareEndReason.ChildArrangementsOrder, true), (period.EndReason!.Value, period.EndPlanned!.Value));
        Assert.False(period.WhenIAmReady);
        Assert.Equal(CategoryOfNeed.AbuseOrNeglect, period.CategoryOfNeed);
        Assert.Equal(LegalStatus.InterimCareOrder, period.LegalStatusAtStart);
    }

    [Fact]
    public void When_I_Am_Ready_is_an_arrangement_after_care_and_no_placement()
    {
        var journey = Story
            .Given(Registered(born: "2006-06-01"), CameIntoCare("2024-01-01"), Placed("2024-01-01", "A"))
            .When(LeftCare("2024-05-31", CareEndReason.WhenIAmReady))
            .Accepted();

        Assert.True(Assert.Single(journey.PeriodsOfCare).WhenIAmReady);
        Assert.Null(journey.PlacementOn(Day("2024-05-31")));
    }

    [Fact]
    public void A_second_period_of_care_has_its_own_status_and_placement()
    {
        var journey = InCareWithA()
            .When(
                LeftCare("2024-06-01"),
                CameIntoCare("2024-09-01", LegalStatus.Voluntary),
                Placed("2024-09-01", "B"),
                Away("2024-10-01", "op"),
                Back("2024-10-05", "op")
            )
            .Accepted();

        Assert.Equal(2, journey.PeriodsOfCare.Count);
        Assert.False(journey.LookedAfterOn(Day("2024-07-01")));
        Assert.Null(journey.PlacementOn(Day("2024-07-01")));
        Assert.Equal(LegalStatus.Voluntary, journey.StatusOn(Day("2024-09-01")));
        Assert.Equal([EndedHow.CareEnded, null], journey.Placements.Select(placement => placement.EndedHow));
        Assert.Equal(Named("B"), Assert.Single(journey.Absences).PlacementId);
    }

    [Fact]
    public void A_first_period_learnt_of_late_stands_before_the_second()
    {
        var journey = InCareWithA()
            .When(LeftCare("2022-03-01"), CameIntoCare("2022-01-01", LegalStatus.Voluntary), Placed("2022-01-01", "Z"))
            .Accepted();

        Assert.Equal([Day("2022-01-01"), Day("2024-01-01")], journey.PeriodsOfCare.Select(period => period.StartedOn));
        Assert.Null(journey.PeriodsOfCare[1].EndedOn);
    }

    [Fact]
    public void A_child_on_short_breaks_is_counted_apart_from_the_looked_after()
    {
        var journey = Story.Given(Registered(), CameIntoCare("2024-01-01", LegalStatus.ShortBreaks), LeftCare("2024-01-08")).Journey();

        Assert.True(journey.OnShortBreaksOn(Day("2024-01-07")));
        Assert.False(journey.LookedAfterOn(Day("2024-01-07")));
        Assert.False(journey.OnShortBreaksOn(Day("2024-01-08")));
    }

    [Fact]
    public void A_second_start_of_care_is_refused_naming_the_first()
    {
        var first = CameIntoCare("2024-01-01");
        var second = CameIntoCare("2024-06-01");

        Story.Given(Registered(), first).When(second).Refused("already_in_care", second, first);
    }

    [Fact]
    public void Care_recorded_as_ending_before_it_began_is_refused_naming_its_start()
    {
        var start = CameIntoCare("2024-06-01");
        var end = LeftCare("2024-05-01");

        Story.Given(Registered(), start).When(end).Refused("care_ended_before_it_began", end, start);
    }
}
