using System.Globalization;

namespace Placements.Tests.Api.MainJob;

/// <summary>The auditor's questions to one whole story: as it is, as it was on a day, as it was known at an instant.</summary>
public sealed class WholeStoryTests(Seren seren) : IClassFixture<Seren>
{
    private ChildRecord Child => seren.Child;

    [Fact]
    public async Task The_journey_tells_the_whole_story()
    {
        var journey = await Child.Journey();

        Assert.Equal("false", journey.Text("lookedAfter"));
        Assert.Equal(
            ["2021-06-02 2022-09-01 returned_home true"],
            journey.List("periodsOfCare", "startedOn", "endedOn", "endReason", "planned")
        );
        Assert.Equal(
            [
                $"{Seren.First} 2021-06-02 2021-08-12 moved true false in_house_fostering",
                $"{Seren.Second} 2021-08-12 2022-02-03 broke_down false true external_fostering",
                $"{Seren.Emergency} 2022-02-03 2022-09-01 care_ended true false in_house_residential",
            ],
            journey.List("placements", "placementId", "startedOn", "endedOn", "endedHow", "planned", "outOfCounty", "category")
        );
        Assert.Equal(
            ["2021-06-02 2021-11-15 interim_care_order", "2021-11-15 2022-09-01 care_order"],
            journey.List("legalStatuses", "startedOn", "endedOn", "legalStatus")
        );
        Assert.Equal(
            [
                $"hospital 2022-04-01 - 2022-04-09 - true {Seren.Emergency}",
                $"missing 2022-05-06 21:30:00 2022-05-07 06:45:00 true {Seren.Emergency}",
            ],
            journey.List("absences", "kind", "startedOn", "startTime", "endedOn", "endTime", "returned", "placementId")
        );
        var referral = Assert.Single(journey["referrals"]!.AsArray())!;
        Assert.Equal("placed", referral.Text("outcome"));
        Assert.Equal($"{Seren.First}", referral.Text("placementId"));
        Assert.Equal(["declined too far from school", "open -"], referral.List("offers", "state", "reason"));
    }

    [Theory]
    [InlineData("2021-06-01", "false", null, null)]
    [InlineData("2021-06-02", "true", "interim_care_order", "First")]
    [InlineData("2021-08-11", "true", "interim_care_order", "First")]
    [InlineData("2021-08-12", "true", "interim_care_order", "Second")]
    [InlineData("2021-11-15", "true", "care_order", "Second")]
    [InlineData("2022-02-02", "true", "care_order", "Second")]
    [InlineData("2022-02-03", "true", "care_order", "Emergency")]
    [InlineData("2022-04-05", "true", "care_order", "Emergency")]
    [InlineData("2022-08-31", "true", "care_order", "Emergency")]
    [InlineData("2022-09-01", "false", null, null)]
    public async Task On_each_day_the_summary_and_the_journey_say_where_the_child_was(
        string day,
        string lookedAfter,
        string? status,
        string? home
    )
    {
        var summary = await Child.Read(asAt: day);
        var journey = await Child.Journey(asAt: day);

        var placement = home switch
        {
            "First" => $"{Seren.First}",
            "Second" => $"{Seren.Second}",
            "Emergency" => $"{Seren.Emergency}",
            _ => null,
        };
        Assert.Equal(lookedAfter, summary.Text("lookedAfter"));
        Assert.Equal(lookedAfter, journey.Text("lookedAfter"));
        Assert.Equal(status, summary.Text("legalStatus"));
        Assert.Equal(placement, summary["currentPlacement"]?.Text("placementId"));
        Assert.Equal(day, journey.Text("asAt"));
        Assert.All(journey.List("placements", "startedOn"), started => Assert.True(string.CompareOrdinal(started, day) <= 0));
    }

    [Fact]
    public async Task As_at_a_day_what_came_later_is_not_there()
    {
        var journey = await Child.Journey(asAt: "2021-08-31");

        Assert.Equal(["2021-06-02 -"], journey.List("periodsOfCare", "startedOn", "endedOn"));
        Assert.Equal(["2021-06-02 2021-08-12", "2021-08-12 -"], journey.List("placements", "startedOn", "endedOn"));
        Assert.Equal(["interim_care_order -"], journey.List("legalStatuses", "legalStatus", "endedOn"));
        Assert.Empty(journey["absences"]!.AsArray());
    }

    [Fact]
    public async Task As_known_when_each_answer_was_given_the_journey_is_exactly_what_was_read_then()
    {
        for (var i = 0; i < Child.Answers.Count; i++)
        {
            var asKnownThen = await Child.Journey(asKnownAt: Child.Answers[i].RecordedAt());

            Assert.Equal(ChildRecord.Normal(seren.ReadAtTheTime[i]), ChildRecord.Normal(asKnownThen));
        }
    }

    [Fact]
    public async Task An_instant_before_an_answer_knows_nothing_of_it()
    {
        for (var i = 1; i < Child.Answers.Count; i++)
        {
            var recordedAt = DateTimeOffset.Parse(Child.Answers[i].RecordedAt(), CultureInfo.InvariantCulture);
            var justBefore = recordedAt.AddMicroseconds(-1).ToString("O", CultureInfo.InvariantCulture);

            var asKnownThen = await Child.Journey(asKnownAt: justBefore);

            Assert.Equal(ChildRecord.Normal(seren.ReadAtTheTime[i - 1]), ChildRecord.Normal(asKnownThen));
        }
    }

    [Fact]
    public async Task Entries_hold_what_was_recorded_and_show_what_was_recorded_about_it_later()
    {
        var entries = await Child.Entries();

        Assert.Equal(Child.Answers.Count, entries.Count);
        Assert.Equal(Enumerable.Range(1, entries.Count), entries.Select(entry => entry!["version"]!.GetValue<int>()));
        Assert.All(entries, entry => Assert.Equal("Test caseworker", entry!.Text("recordedBy")));
        for (var i = 0; i < entries.Count; i++)
        {
            Assert.Equal(Child.Answers[i].EntryId(), entries[i]!.Text("entryId"));
            Assert.Equal(Child.Answers[i].RecordedAt(), entries[i]!.Text("recordedAt"));
        }

        var move = entries.Single(entry => entry!.Text("entryId") == seren.LateMove)!;
        Assert.Equal("2021-08-10", move["facts"]!.Text("effectiveOn"));
        var correction = Assert.Single(move["corrections"]!.AsArray())!;
        Assert.Equal("entry_corrected", correction.Text("type"));
        Assert.Equal("the letter says the twelfth", correction.Text("reason"));
        Assert.Equal("2021-08-12", correction["facts"]!.Text("effectiveOn"));
        var mistake = entries.Single(entry => entry!.Text("entryId") == seren.MistakenEntry)!;
        var voided = Assert.Single(mistake["corrections"]!.AsArray())!;
        Assert.Equal("entry_voided", voided.Text("type"));
        Assert.Null(voided["facts"]);
    }

    [Fact]
    public async Task The_childs_row_of_each_figure_agrees_with_the_journey()
    {
        var placed = await Child.Read("/current-placement", asAt: "2022-03-31");
        var stable = await Child.Read("/stability", asAt: "2022-03-31");

        Assert.Equal($"{Seren.Emergency}", placed.Text("placementId"));
        Assert.Equal("2022-02-03", placed.Text("startedOn"));
        Assert.Equal("56", placed.Text("daysInPlacement"));
        Assert.Equal("3", stable.Text("placementsInYear"));
        Assert.Equal("true", stable.Text("threeOrMore"));
        Assert.Equal("1", stable.Text("movesPlanned"));
        Assert.Equal("1", stable.Text("movesUnplanned"));
        Assert.Equal("1", stable.Text("breakdowns"));
    }

    [Fact]
    public async Task A_figure_as_submitted_stays_what_it_was_however_much_is_learnt_later()
    {
        // Known when the emergency placement had been recorded: the move already was, the correction of its day was not.
        var submitted = Child.Answers.First(answer => answer.List("entries", "type")[0] == "absence_started").RecordedAt();

        var then = await Child.Read("/current-placement", asAt: "2021-08-11", asKnownAt: submitted);
        var now = await Child.Read("/current-placement", asAt: "2021-08-11");

        Assert.Equal($"{Seren.Second}", then.Text("placementId"));
        Assert.Equal($"{Seren.First}", now.Text("placementId"));
    }
}
