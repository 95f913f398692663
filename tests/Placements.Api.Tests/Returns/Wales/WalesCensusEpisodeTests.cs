using Placements.Application.Returns.Wales;
using Placements.Domain.Codes;
using Placements.Domain.Codes.Returns;
using Placements.Domain.Journey.Events;
using Placements.Tests.Api.Reporting;

namespace Placements.Tests.Api.Returns.Wales;

/// <summary>A child's rows of the Welsh census, for the year to 31 March 2024, written out by hand.</summary>
public sealed class WalesCensusEpisodeTests
{
    private static readonly WalesReturn Shipped = new(WalesReturn.Shipped);

    [Fact]
    public void A_childs_year_is_its_episodes_with_Welsh_codes()
    {
        var child = new Story()
            .CareStarts("2022-06-01", LegalStatus.InterimCareOrder)
            .Placed("2022-06-01", "A")
            .StatusBecomes("2023-05-02", LegalStatus.CareOrder)
            .Moves("2023-07-01", "B", PlacementKind.KinshipFosterCare, host: Story.Newport)
            .Away("2023-09-01")
            .Back("2023-09-08")
            .Moves("2023-12-01", "C", PlacementKind.ChildrensHome, host: "E06000019")
            .CareEnds("2024-03-01");

        Assert.Equal(
            [
                "2022-06-01 S C1 N1 F2 1 2023-05-02 X1",
                "2023-05-02 L C2 N1 F2 1 2023-07-01 X1",
                "2023-07-01 P C2 N1 F4 2 2023-09-01 X1",
                "2023-09-01 P C2 N1 T1 2 2023-09-08 X1",
                "2023-09-08 P C2 N1 F4 2 2023-12-01 X1",
                "2023-12-01 P C2 N1 H4 3 2024-03-01 E4",
            ],
            Rows(child)
        );
    }

    [Fact]
    public void What_lies_outside_the_year_is_left_out_and_what_goes_on_is_open()
    {
        var child = new Story()
            .CareStarts("2021-06-01")
            .Placed("2021-06-01", "A")
            .Moves("2023-03-31", "B")
            .Moves("2024-04-01", "C")
            .CareEnds("2024-06-01");

        Assert.Equal(["2021-06-01 S C2 N1 F2 1 2023-03-31 X1", "2023-03-31 P C2 N1 F2 1 - -"], Rows(child, 2023));
        Assert.Equal(["2023-03-31 P C2 N1 F2 1 - -"], Rows(child));
        Assert.Empty(Rows(child, 2021));
        Assert.Empty(Rows(child, 2026));
    }

    [Theory]
    // Born on 1 April 2006: of age on the first day of the next year, so care ended on the last day of this one.
    [InlineData("2006-04-01", "2024-04-01", "2024-03-31")]
    [InlineData("2005-12-24", "2023-12-24", "2023-12-23")]
    [InlineData("2005-12-24", "2023-12-23", "2023-12-23")]
    public void Who_comes_of_age_in_care_left_on_the_day_before(string born, string ended, string left)
    {
        var child = new Story(born: born)
            .CareStarts("2021-06-01")
            .Placed("2021-06-01", "A")
            .Record(Left(ended, CareEndReason.IndependentLivingSupported));

        Assert.Equal([$"2021-06-01 S C2 N1 F2 1 {left} E5"], Rows(child));
        Assert.Empty(Rows(child, 2025));
    }

    [Fact]
    public void Care_beyond_the_18th_birthday_is_a_problem_and_stays_as_recorded()
    {
        var child = new Story(born: "2005-12-24")
            .CareStarts("2021-06-01")
            .Placed("2021-06-01", "A")
            .Record(Left("2024-01-10", CareEndReason.Other));

        Assert.Equal(["2021-06-01 S C2 N1 F2 1 2024-01-10 E8"], Rows(child));
        Assert.Contains("endedOn", Fields(child));
        Assert.Contains("endedOn", Fields(new Story(born: "2005-12-24").CareStarts("2021-06-01").Placed("2021-06-01", "A")));
    }

    [Theory]
    [InlineData(CareEndReason.SpecialGuardianshipFormerFosterCarer, "E43")]
    [InlineData(CareEndReason.SpecialGuardianshipOther, "E44")]
    [InlineData(CareEndReason.MovedAbroad, "E8")]
    [InlineData(CareEndReason.AdoptedUnopposed, "E11")]
    public void Reasons_of_leaving_are_the_Welsh_ones(CareEndReason reason, string code) =>
        Assert.Equal(
            [$"2021-06-01 S C2 N1 F2 1 2023-11-01 {code}"],
            Rows(new Story().CareStarts("2021-06-01").Placed("2021-06-01", "A").Record(Left("2023-11-01", reason)))
        );

    [Fact]
    public void When_I_Am_Ready_has_no_code_until_the_council_says_which()
    {
        var child = new Story(born: "2005-12-24")
            .CareStarts("2021-06-01")
            .Placed("2021-06-01", "A")
            .Record(Left("2023-12-24", CareEndReason.WhenIAmReady));

        Assert.Equal(["2021-06-01 S C2 N1 F2 1 2023-12-23 -"], Rows(child));
        Assert.Contains("reasonFinished", Fields(child));

        var corrected = new WalesReturn(
            WalesReturn.Shipped.Select(row =>
                row.Value == "when_i_am_ready" ? row with { Code = "E17", Confidence = Confidence.Confirmed } : row
            )
        );
        var row = new WalesCensusOfChild(child.Id, child.Entries, null, 2024, corrected);
        Assert.Equal("E17", row.Rows.Single().ReasonFinished);
        Assert.DoesNotContain(row.Unconfirmed, code => code.Field == "reasonFinished");
    }

    [Fact]
    public void What_the_record_does_not_say_is_an_empty_cell_and_a_problem_that_names_the_fact()
    {
        var child = new Story(born: null)
            .CareStarts("2023-06-01")
            .Placed("2023-06-02", "A", host: null, country: Country.Wales)
            .Moves("2023-08-01", "B", PlacementKind.AdoptivePlacement)
            .Moves("2023-10-01", null, PlacementKind.AdoptivePlacement, host: null);

        Assert.Equal(
            [
                "2023-06-01 S C2 N1 - - 2023-06-02 X1",
                "2023-06-02 P C2 N1 - - 2023-08-01 X1",
                "2023-08-01 P C2 N1 A1 1 2023-10-01 X1",
                "2023-10-01 P C2 N1 - - - -",
            ],
            Rows(child)
        );
        var problems = Of(child).Problems;
        Assert.Equal(
            [
                "2023-06-01 placement",
                "2023-06-02 placement",
                "2023-06-02 placementLocation",
                "2023-10-01 placement",
                "2023-10-01 placementLocation",
            ],
            problems
                .Where(problem => problem.Field.StartsWith("placement", StringComparison.Ordinal))
                .Select(problem => $"{problem.StartedOn:yyyy-MM-dd} {problem.Field}")
        );
        Assert.Equal(4, problems.Count(problem => problem.Field == "dateOfBirth"));
        Assert.All(problems, problem => Assert.EndsWith(".", problem.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Entries_recorded_later_are_left_out_of_the_return_as_it_was_known()
    {
        var recorded = new DateTimeOffset(2024, 5, 1, 9, 0, 0, TimeSpan.Zero);
        var child = new Story().CareStarts("2021-06-01").Placed("2021-06-01", "A").RecordedAt(recorded).Moves("2023-06-01", "B");

        Assert.Equal(2, Rows(child).Count);
        var known = new WalesCensusOfChild(child.Id, child.Entries, recorded.AddDays(-1), 2024, Shipped);
        Assert.Null(known.Rows.Single().EndedOn);
    }

    [Fact]
    public void A_child_whose_registration_was_made_in_error_has_no_rows()
    {
        var child = new Story();
        var registration = child.LastEntry;
        child
            .CareStarts("2021-06-01")
            .Record(
                new EntryVoided
                {
                    EffectiveOn = new DateOnly(2001, 1, 1),
                    EntryId = registration,
                    Reason = "registered twice",
                }
            );
        Assert.Empty(Rows(child));
    }

    [Fact]
    public void Of_made_up_lives_episodes_touch_and_every_empty_code_has_its_reason()
    {
        var rows = 0;
        foreach (var story in Enumerable.Range(1, 300).Select(RandomStory.Of))
        {
            var child = Of(story);
            rows += child.Rows.Count;
            foreach (var (row, next) in child.Rows.Zip(child.Rows.Skip(1)))
            {
                Assert.NotNull(row.EndedOn);
                Assert.True(row.ReasonFinished == "X1" ? next.StartedOn == row.EndedOn : next.StartedOn >= row.EndedOn, $"{row}\n{next}");
                Assert.Equal(row.ReasonFinished != "X1", next.ReasonNewEpisode == "S");
            }
            foreach (var row in child.Rows)
            {
                Assert.Equal(row.Placement is null, Told(row, "placement"));
                Assert.Equal(row.EndedOn is not null && row.ReasonFinished is null, Told(row, "reasonFinished"));
                Assert.NotNull(row.LegalStatus);
                Assert.NotNull(row.Need);
            }

            bool Told(WalesCensusRow row, string field) =>
                child.Problems.Any(problem => problem.StartedOn == row.StartedOn && problem.Field == field);
        }
        // A generator that makes nobody looked after would prove nothing.
        Assert.True(rows > 500, $"{rows}");
    }

    private static WalesCensusOfChild Of(Story child, int year = 2024) => new(child.Id, child.Entries, null, year, Shipped);

    private static List<string> Rows(Story child, int year = 2024) =>
        [
            .. Of(child, year)
                .Rows.Select(row =>
                    $"{row.StartedOn:yyyy-MM-dd} {row.ReasonNewEpisode} {row.LegalStatus} {row.Need} {row.Placement ?? "-"} "
                    + $"{row.PlacementLocation ?? "-"} {row.EndedOn?.ToString("yyyy-MM-dd", null) ?? "-"} {row.ReasonFinished ?? "-"}"
                ),
        ];

    private static IEnumerable<string> Fields(Story child) => Of(child).Problems.Select(problem => problem.Field);

    private static CareEnded Left(string on, CareEndReason reason) => new() { EffectiveOn = Story.Day(on), Reason = reason };
}
