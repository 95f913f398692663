using Placements.Domain.Returns;

namespace Placements.Tests.Domain.Returns;

/// <summary>Given what happened, when a return is made, then these are its episodes (domain reference 1.3 and 8).</summary>
public class EpisodeSpecs
{
    [Fact]
    public void A_start_of_care_a_new_legal_status_and_a_move_each_begin_one() =>
        Told(
            [
                CameIntoCare("2024-01-01"),
                Placed("2024-01-01", "A"),
                StatusBecame("2024-03-01", LegalStatus.CareOrder),
                Moved("2024-05-01", "A", "B"),
            ],
            "2024-01-01 CareStarted interim_care_order A to 2024-03-01",
            "2024-03-01 LegalStatusChanged care_order A to 2024-05-01 care_plan",
            "2024-05-01 Moved care_order B"
        );

    [Fact]
    public void Two_changes_on_one_day_are_one_episode() =>
        Told(
            [
                CameIntoCare("2024-01-01"),
                Placed("2024-01-01", "A"),
                StatusBecame("2024-03-01", LegalStatus.CareOrder),
                Moved("2024-03-01", "A", "B"),
                HomeChanged("2024-04-01", "B") with
                {
                    Postcode = "CF14 9ZZ",
                },
                StatusBecame("2024-04-01", LegalStatus.PlacementOrder),
            ],
            "2024-01-01 CareStarted interim_care_order A to 2024-03-01 care_plan",
            "2024-03-01 LegalStatusChangedAndMoved care_order B to 2024-04-01 administrative",
            "2024-04-01 LegalStatusAndDetailsChanged placement_order B"
        );

    [Fact]
    public void A_carer_who_moves_house_takes_the_child_along() =>
        Told(
            [CameIntoCare("2024-01-01"), Placed("2024-01-01", "A"), HomeChanged("2024-04-01", "A") with { Postcode = "CF14 9ZZ" }],
            "2024-01-01 CareStarted interim_care_order A to 2024-04-01 administrative",
            "2024-04-01 DetailsChanged interim_care_order A"
        );

    [Fact]
    public void What_a_return_does_not_tell_begins_none() =>
        Told(
            [CameIntoCare("2024-01-01"), Placed("2024-01-01", "A"), HomeChanged("2024-04-01", "A") with { WeeklyCost = 90_000 }],
            "2024-01-01 CareStarted interim_care_order A"
        );

    [Fact]
    public void Every_new_address_of_a_child_who_lives_independently_is_a_move() =>
        Told(
            [
                CameIntoCare("2024-01-01"),
                Placed("2024-01-01", Home("flat", PlacementKind.IndependentLiving)),
                HomeChanged("2024-04-01", "flat") with
                {
                    Postcode = "CF14 9ZZ",
                },
            ],
            "2024-01-01 CareStarted interim_care_order flat to 2024-04-01 administrative",
            "2024-04-01 Moved interim_care_order flat"
        );

    [Fact]
    public void A_temporary_absence_is_one_between_two_of_the_placement_and_has_no_reasons() =>
        Told(
            [CameIntoCare("2024-01-01"), Placed("2024-01-01", "A"), Away("2024-02-01", "op"), Back("2024-02-10", "op")],
            "2024-01-01 CareStarted interim_care_order A to 2024-02-01",
            "2024-02-01 Moved interim_care_order away hospital to 2024-02-10",
            "2024-02-10 Moved interim_care_order A"
        );

    [Fact]
    public void Missing_is_no_episode() =>
        Told(
            [
                CameIntoCare("2024-01-01"),
                Placed("2024-01-01", "A"),
                Away("2024-02-01", "gone", AbsenceKind.Missing),
                Back("2024-02-10", "gone"),
            ],
            "2024-01-01 CareStarted interim_care_order A"
        );

    [Fact]
    public void A_breakdown_and_the_emergency_home_of_the_same_day_are_a_move() =>
        Told(
            [CameIntoCare("2024-01-01"), Placed("2024-01-01", "A"), BrokeDown("2024-05-01", "A"), Placed("2024-05-01", "B")],
            "2024-01-01 CareStarted interim_care_order A to 2024-05-01 carer_request_behaviour",
            "2024-05-01 Moved interim_care_order B"
        );

    [Fact]
    public void Care_that_ends_and_begins_again_is_two_periods() =>
        Told(
            [
                CameIntoCare("2024-01-01"),
                Placed("2024-01-01", "A"),
                LeftCare("2024-05-01"),
                CameIntoCare("2024-08-01", LegalStatus.Voluntary),
                Placed("2024-08-01", "B"),
            ],
            "2024-01-01 CareStarted interim_care_order A to 2024-05-01 ended returned_home",
            "2024-08-01 CareStarted voluntary B"
        );

    [Fact]
    public void Care_begun_on_an_unknown_day_begins_with_what_happened_on_the_first_known_day() =>
        Told(
            [CameIntoCare("2024-01-01") with { BeganEarlier = EarlierCare.Moved }, Placed("2024-01-01", "A")],
            "2024-01-01 Moved interim_care_order A"
        );

    [Fact]
    public void Days_without_a_placement_are_an_episode_without_one() =>
        Told(
            [CameIntoCare("2024-01-01"), Placed("2024-01-10", "A")],
            "2024-01-01 CareStarted interim_care_order nowhere to 2024-01-10",
            "2024-01-10 Moved interim_care_order A"
        );

    [Fact]
    public void Placed_for_adoption_by_the_foster_carer_in_the_same_home()
    {
        var episodes = Of([
            CameIntoCare("2024-01-01", LegalStatus.PlacementOrder),
            Placed("2024-01-01", "A"),
            HomeChanged("2024-06-01", "A") with
            {
                Kind = PlacementKind.AdoptivePlacement,
            },
        ]);
        Assert.Equal(EpisodeStart.DetailsChanged, episodes[1].Start);
        Assert.True(episodes[1].WithFormerFosterCarer);
    }

    [Fact]
    public void An_adoptive_home_that_became_another_kind_was_an_adoptive_one_until_then()
    {
        var episodes = Of([
            CameIntoCare("2024-01-01", LegalStatus.PlacementOrder),
            Placed("2024-01-01", Home("A", PlacementKind.AdoptivePlacement) with { FosteredBefore = true }),
            HomeChanged("2024-06-01", "A") with
            {
                Kind = PlacementKind.FosterCare,
            },
        ]);
        Assert.True(episodes[0].WithFormerFosterCarer);
        Assert.Null(episodes[1].WithFormerFosterCarer);
    }

    private static void Told(ChildEvent[] facts, params string[] episodes) => Assert.Equal(episodes, Of(facts).Select(InWords));

    private static IReadOnlyList<Episode> Of(ChildEvent[] facts) => Episodes.Of(Story.Given([Registered(), .. facts]).Journey());

    private static string InWords(Episode episode)
    {
        var where =
            episode.Absence is { } absence ? $"away {absence.Name()}"
            : episode.Placement is null ? "nowhere"
            : new[] { "A", "B", "flat" }.Single(name => Named(name) == episode.Placement.PlacementId);
        var end = episode.EndedOn is { } endedOn ? $" to {endedOn:yyyy-MM-dd}" : "";
        var why =
            episode.CareEnd is { } careEnd ? $" ended {careEnd.Reason.Name()}"
            : episode.ChangeReason is { } reason ? $" {reason.Name()}"
            : "";
        return $"{episode.StartedOn:yyyy-MM-dd} {episode.Start} {episode.LegalStatus.Name()} {where}{end}{why}";
    }
}
