namespace Placements.Tests.Domain;

/// <summary>Where the child lived: one home at a time, each ended by the fact that says how.</summary>
public class PlacementSpecs
{
    private static Story InCareWithA() => Story.Given(Registered(), CameIntoCare("2024-01-01"), Placed("2024-01-01", "A"));

    [Fact]
    public void A_breakdown_and_a_same_day_emergency_placement_leave_no_night_without_a_home()
    {
        var story = InCareWithA();

        var journey = story.When(Placed("2024-06-01", Home("B") with { Emergency = true }), BrokeDown("2024-06-01", "A")).Accepted();

        var broken = journey.Placements[0];
        Assert.Equal(EndedHow.BrokeDown, broken.EndedHow);
        Assert.Equal(Party.Carer, broken.EndedBy);
        Assert.Equal(ChangeReason.CarerRequestBehaviour, broken.EndReason);
        Assert.Equal(4, broken.NoticeHours);
        Assert.False(broken.Planned);
        Assert.True(broken.BrokeDown);
        Assert.Equal(Named("A"), journey.PlacementOn(Day("2024-05-31"))!.PlacementId);
        Assert.Equal(Named("B"), journey.PlacementOn(Day("2024-06-01"))!.PlacementId);
        Assert.True(journey.Placements[1].Facts.Emergency);
    }

    [Fact]
    public void A_breakdown_without_a_next_home_shows_the_first_night_that_nobody_accounts_for()
    {
        var journey = InCareWithA().When(BrokeDown("2024-06-01", "A")).Accepted("no_placement_recorded");

        Assert.Null(journey.PlacementOn(Day("2024-06-01")));
        Assert.Equal(Day("2024-06-01"), journey.Findings.Single(finding => finding.Code == "no_placement_recorded").On);
    }

    [Fact]
    public void An_emergency_bed_for_a_few_hours_is_a_placement_of_its_own_in_whatever_order_it_is_recorded()
    {
        ChildEvent[] facts = [BrokeDown("2024-06-01", "A"), Placed("2024-06-01", "bed"), Moved("2024-06-01", "bed", "B")];

        var told = InCareWithA().When(facts).Accepted("placement_under_a_day");
        var toldBackwards = InCareWithA().When([.. facts.Reverse()]).Accepted("placement_under_a_day");

        Assert.Equal([Named("A"), Named("bed"), Named("B")], told.Placements.Select(placement => placement.PlacementId));
        Assert.Equal(
            told.Placements.Select(placement => (placement.PlacementId, placement.StartedOn, placement.EndedOn)),
            toldBackwards.Placements.Select(placement => (placement.PlacementId, placement.StartedOn, placement.EndedOn))
        );
    }

    [Fact]
    public void An_unplanned_move_is_a_breakdown_and_a_planned_one_is_not()
    {
        var unplanned = InCareWithA().When(Moved("2024-06-01", "A", Home("B"), planned: false, ChangeReason.ChildRequest)).Accepted();
        var planned = InCareWithA().When(Moved("2024-06-01", "A", "B")).Accepted();

        Assert.True(unplanned.Placements[0].BrokeDown);
        Assert.False(planned.Placements[0].BrokeDown);
        Assert.Equal(EndedHow.Moved, planned.Placements[0].EndedHow);
    }

    [Fact]
    public void The_end_of_care_closes_the_open_placement()
    {
        var leaving = LeftCare("2024-06-01", planned: false);

        var story = InCareWithA();
        var journey = story.When(leaving).Accepted();

        var placement = Assert.Single(journey.Placements);
        Assert.Equal(Day("2024-06-01"), placement.EndedOn);
        Assert.Equal(EndedHow.CareEnded, placement.EndedHow);
        Assert.True(placement.BrokeDown, "An unplanned return home is a breakdown of the placement before it.");
        Assert.Contains(story.IdOf(leaving), placement.EntryIds);
        Assert.False(journey.LookedAfterOn(Day("2024-06-01")));
        Assert.True(journey.LookedAfterOn(Day("2024-05-31")));
    }

    [Fact]
    public void A_planned_end_on_the_day_care_ends_stays_the_way_the_placement_ended()
    {
        var journey = InCareWithA().When(LeftCare("2024-06-01"), Ended("2024-06-01", "A")).Accepted();

        Assert.Equal(EndedHow.Ended, Assert.Single(journey.Placements).EndedHow);
    }

    [Fact]
    public void A_placement_carries_the_entries_it_came_from()
    {
        var placed = Placed("2024-01-01", "A");
        var changed = HomeChanged("2024-02-01", "A");
        var told = Told("2024-01-02", "A", NotifiedParty.School, NotifiedParty.HealthBoard);
        var moved = Moved("2024-06-01", "A", "B");
        var story = Story.Given(Registered(), CameIntoCare("2024-01-01"), moved, told, changed, placed);

        var placements = story.Journey().Placements;

        Assert.Equal([placed, changed, moved, told], placements[0].EntryIds.Select(story.FactOf));
        Assert.Equal([moved], placements[1].EntryIds.Select(story.FactOf));
        Assert.Equal([NotifiedParty.School, NotifiedParty.HealthBoard], Assert.Single(placements[0].Notices).Told);
    }

    [Fact]
    public void A_carer_who_moves_house_begins_a_new_stretch_of_the_same_placement()
    {
        var journey = InCareWithA()
            .When(HomeChanged("2024-06-01", "A", "carer moved house") with { HostAuthority = "W06000014", Postcode = "CF62 1XX" })
            .Accepted("out_of_county_reason_missing", "out_of_area_not_approved");

        var placement = Assert.Single(journey.Placements);
        Assert.Equal(
            [(Day("2024-01-01"), Day("2024-06-01"), Cardiff), (Day("2024-06-01"), null, "W06000014")],
            placement.Stretches.Select(stretch => (stretch.StartedOn, stretch.EndedOn, stretch.Facts.HostAuthority!))
        );
        Assert.Equal(Location.ElsewhereInWales, placement.Location);
        Assert.Equal(PreferenceBand.BorderingWelshAuthority, placement.PreferenceBand);
        Assert.True(placement.OutOfCounty);
    }

    [Fact]
    public void A_carer_approved_long_term_is_the_same_placement_and_keeps_what_did_not_change()
    {
        var journey = InCareWithA()
            .When(HomeChanged("2024-06-01", "A") with { Fostering = new FosteringApproval { LongTerm = true } })
            .Accepted();

        var placement = Assert.Single(journey.Placements);
        Assert.True(placement.Facts.Fostering!.LongTerm);
        Assert.Equal("A", placement.Facts.Carer);
        Assert.Null(placement.Stretches[0].Facts.Fostering);
        Assert.Null(placement.EndedOn);
    }

    [Fact]
    public void Details_that_change_on_the_first_day_make_no_stretch_of_their_own()
    {
        var journey = InCareWithA().When(HomeChanged("2024-01-01", "A") with { WeeklyCost = 45_000 }).Accepted();

        var stretch = Assert.Single(Assert.Single(journey.Placements).Stretches);
        Assert.Equal(45_000, stretch.Facts.WeeklyCost);
    }

    [Fact]
    public void A_placement_remembers_the_legal_status_it_began_under()
    {
        var journey = InCareWithA().When(StatusBecame("2024-06-01", LegalStatus.CareOrder), Moved("2024-06-01", "A", "B")).Accepted();

        Assert.Equal(
            [LegalStatus.InterimCareOrder, LegalStatus.CareOrder],
            journey.Placements.Select(placement => placement.LegalStatusAtStart)
        );
    }

    [Fact]
    public void Of_two_homes_at_once_the_later_is_the_likelier_and_the_earlier_is_cut_off()
    {
        var journey = Story.Given(Registered(), CameIntoCare("2024-01-01"), Placed("2024-01-01", "A"), Placed("2024-06-01", "B")).Journey();

        Assert.Equal(Day("2024-06-01"), journey.Placements[0].EndedOn);
        Assert.Null(journey.Placements[0].EndedHow);
        Assert.Equal(Named("B"), journey.PlacementOn(Day("2024-06-01"))!.PlacementId);
    }

    [Fact]
    public void A_move_to_a_placement_that_ended_before_it_began_names_the_entry_that_begins_it()
    {
        var placed = Placed("2024-01-01", "A");
        var ended = Ended("2023-12-01", "A");
        var story = Story.Given(Registered(), CameIntoCare("2024-01-01"), placed);

        story.When(ended).Refused("placement_unknown", ended, placed);
    }
}
