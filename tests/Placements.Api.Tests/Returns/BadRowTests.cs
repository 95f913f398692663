using Placements.Application.Returns.Files;
using Placements.Testing;

namespace Placements.Tests.Api.Returns;

/// <summary>Given a return with something wrong in it, when it is taken over, then the report names it and everything else is taken.</summary>
public sealed class BadRowTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    private const string Started = "01/06/2023,S,C1,N1,U3,PR1";

    /// <summary>Cells of an episode, what is reported of it, and the episodes that the year's return then has.</summary>
    public static TheoryData<string, string, ProblemOutcome, string?, string> Cells =>
        new()
        {
            { "1/6/23,S,C1,N1,U3,PR1,,,", "date_form", ProblemOutcome.Repaired, "DECOM", "01/06/2023 S C1 U3" },
            { "2023-06-01,S,C1,N1,U3,PR1,,,", "date_form", ProblemOutcome.Repaired, "DECOM", "01/06/2023 S C1 U3" },
            { "31/02/2024,S,C1,N1,U3,PR1,,,", "date_malformed", ProblemOutcome.LeftOut, "DECOM", "" },
            { "06/13/2023,S,C1,N1,U3,PR1,,,", "date_malformed", ProblemOutcome.LeftOut, "DECOM", "" },
            { ",S,C1,N1,U3,PR1,,,", "date_missing", ProblemOutcome.LeftOut, "DECOM", "" },
            { "01/06/2023,S,C1,N1,U3,PR1,31/11/2023,E4A,", "date_malformed", ProblemOutcome.LeftOut, "DEC", "" },
            { "01/06/2023,Q,C1,N1,U3,PR1,,,", "code_unknown", ProblemOutcome.LeftOut, "RNE", "" },
            { "01/06/2023,S,C9,N1,U3,PR1,,,", "code_unknown", ProblemOutcome.LeftOut, "LS", "" },
            { "01/06/2023,S,,N1,U3,PR1,,,", "code_missing", ProblemOutcome.LeftOut, "LS", "" },
            { "01/06/2023,S,C1,N9,U3,PR1,,,", "code_unknown", ProblemOutcome.LeftOut, "CIN", "" },
            { "01/06/2023,S,C1,N1,K3,PR1,,,", "code_of_another_year", ProblemOutcome.LeftOut, "PLACE", "" },
            { "01/06/2023,S,C1,N1,U3,PR9,,,", "provider_unknown", ProblemOutcome.Repaired, "PLACE_PROVIDER", "01/06/2023 S C1 U3" },
            { "01/06/2023,S,C1,N1,K2,PR3,,,", "provider_does_not_fit", ProblemOutcome.Repaired, "PLACE_PROVIDER", "01/06/2023 S C1 K2" },
            { $"{Started},01/06/2023,E4A,", "ends_on_its_first_day", ProblemOutcome.LeftOut, "DEC", "" },
            { $"{Started},01/05/2023,E4A,", "ends_before_it_starts", ProblemOutcome.LeftOut, "DEC", "" },
            { $"{Started},,E4A,", "end_without_date", ProblemOutcome.Repaired, "REC", "01/06/2023 S C1 U3" },
            { $"{Started},01/08/2023,E99,", "care_end_unknown", ProblemOutcome.Repaired, "REC", "01/06/2023 S C1 U3 01/08/2023 E8" },
            { $"{Started},01/08/2023,E44,", "care_end_unknown", ProblemOutcome.Repaired, "REC", "01/06/2023 S C1 U3 01/08/2023 E8" },
            {
                $"{Started},01/08/2023,E11,",
                "adopted_not_from_adoptive_placement",
                ProblemOutcome.Repaired,
                "REC",
                "01/06/2023 S C1 U3 01/08/2023 E8"
            },
            {
                $"{Started},01/08/2023,E4A,CARPL",
                "reason_at_care_end",
                ProblemOutcome.Repaired,
                "REASON_PLACE_CHANGE",
                "01/06/2023 S C1 U3 01/08/2023 E4A"
            },
            { $"{Started},01/08/2023,X1,CARPL", "no_next_episode", ProblemOutcome.Repaired, "REC", "01/06/2023 S C1 U3" },
            { $"{Started},,,CARPL", "reason_without_end", ProblemOutcome.Repaired, "REASON_PLACE_CHANGE", "01/06/2023 S C1 U3" },
            { "01/06/1890,S,C1,N1,U3,PR1,,,", "date_before_1991", ProblemOutcome.LeftOut, null, "" },
            { "01/06/2013,S,C1,N1,U3,PR1,,,", "date_before_birth", ProblemOutcome.LeftOut, null, "" },
            { "01/06/2031,S,C1,N1,U3,PR1,,,", "date_in_future", ProblemOutcome.LeftOut, null, "" },
            { "01/06/2023,S,V2,N1,P1,PR0,,,", "with_parents_needs_an_order", ProblemOutcome.LeftOut, null, "" },
        };

    [Theory, MemberData(nameof(Cells))]
    public async Task A_cell(string cells, string code, ProblemOutcome outcome, string? column, string taken)
    {
        using var given = new SmallReturn().Child().Episode(cells).Child("C2").Episode($"{Started},,,", "C2");
        await using var database = await ReturnDatabase.Empty(cluster);

        var (report, problems) = await database.Import(given.Write(), 2024);

        var problem = Assert.Single(problems, problem => problem.Code == code);
        Assert.Equal(
            (outcome, "episodes.csv", 2L, column, "C1"),
            (problem.Outcome, problem.File, problem.Line, problem.Column, problem.Child)
        );
        Assert.Equal(2, report.Children.New);
        var episodes = await Episodes(database, 2024);
        Assert.Equal(taken, episodes.GetValueOrDefault("C1", ""));
        Assert.Equal("01/06/2023 S C1 U3", episodes["C2"]);
    }

    /// <summary>Two episodes that do not fit together, what is reported, and how they are taken.</summary>
    public static TheoryData<string, string, string, string> Pairs =>
        new()
        {
            { $"{Started},,,", "01/09/2023,P,C1,N1,U6,PR4,,,", "end_missing", "01/06/2023 S C1 U3 01/09/2023 X1, 01/09/2023 P C1 U6" },
            {
                $"{Started},10/08/2023,X1,CARPL",
                "01/09/2023,P,C1,N1,U6,PR4,,,",
                "gap",
                "01/06/2023 S C1 U3 01/09/2023 X1 CARPL, 01/09/2023 P C1 U6"
            },
            {
                $"{Started},10/10/2023,X1,CARPL",
                "01/09/2023,P,C1,N1,U6,PR4,,,",
                "overlap",
                "01/06/2023 S C1 U3 01/09/2023 X1 CARPL, 01/09/2023 P C1 U6"
            },
            { $"{Started},,,", "01/09/2023,S,C1,N1,U6,PR4,,,", "care_end_missing", "01/06/2023 S C1 U3 31/08/2023 E8, 01/09/2023 S C1 U6" },
            {
                $"{Started},10/08/2023,X1,",
                "01/09/2023,S,C1,N1,U6,PR4,,,",
                "care_end_missing",
                "01/06/2023 S C1 U3 10/08/2023 E8, 01/09/2023 S C1 U6"
            },
            {
                $"{Started},01/09/2023,X1,CHILD",
                "01/09/2023,S,C1,N1,U6,PR4,,,",
                "care_started_in_care",
                "01/06/2023 S C1 U3 01/09/2023 X1 CHILD, 01/09/2023 P C1 U6"
            },
            {
                $"{Started},01/09/2023,E4A,",
                "01/09/2023,P,C1,N1,U6,PR4,,,",
                "care_goes_on",
                "01/06/2023 S C1 U3 01/09/2023 X1, 01/09/2023 P C1 U6"
            },
            {
                $"{Started},01/08/2023,E4A,",
                "01/09/2023,P,C1,N1,U6,PR4,,,",
                "care_start_missing",
                "01/06/2023 S C1 U3 01/08/2023 E4A, 01/09/2023 S C1 U6"
            },
            {
                $"{Started},10/09/2023,E4A,",
                "01/09/2023,S,C1,N1,U6,PR4,,,",
                "overlap",
                "01/06/2023 S C1 U3 01/09/2023 E4A, 01/09/2023 S C1 U6"
            },
            {
                $"{Started},01/09/2023,X1,",
                "01/09/2023,L,C2,N1,U6,PR4,,,",
                "start_says_less",
                "01/06/2023 S C1 U3 01/09/2023 X1, 01/09/2023 B C2 U6"
            },
            {
                $"{Started},01/09/2023,X1,CHILD",
                "01/09/2023,P,C2,N1,U6,PR4,,,",
                "start_says_less",
                "01/06/2023 S C1 U3 01/09/2023 X1 CHILD, 01/09/2023 B C2 U6"
            },
            { $"{Started},,,", $"{Started},,,", "duplicate_row", "01/06/2023 S C1 U3" },
            { $"{Started},,,", "01/06/2023,S,C2,N1,U6,PR4,,,", "episode_superseded", "01/06/2023 S C2 U6" },
            { $"{Started},01/09/2023,X1,PLACE", "01/09/2023,T,C1,N1,U3,PR1,,,", "nothing_changed", "01/06/2023 S C1 U3" },
            {
                $"{Started},01/09/2023,X1,CHILD",
                "01/09/2023,P,C1,N1,T3,,,,",
                "reason_before_absence",
                "01/06/2023 S C1 U3 01/09/2023 X1, 01/09/2023 P C1 T3"
            },
        };

    [Theory, MemberData(nameof(Pairs))]
    public async Task Two_episodes_that_do_not_fit(string first, string second, string code, string taken)
    {
        using var given = new SmallReturn().Child().Episode(first).Episode(second);
        await using var database = await ReturnDatabase.Empty(cluster);

        var (_, problems) = await database.Import(given.Write(), 2024);

        Assert.Contains(problems, problem => problem.Code == code && problem.Line is 2 or 3);
        Assert.Equal(taken, (await Episodes(database, 2024))["C1"]);
        // A repair is an entry that says what it repaired.
        var repairs = problems.Where(problem => problem.Outcome == ProblemOutcome.Repaired).ToList();
        if (repairs.Count > 0)
        {
            var said = await database.Ask<string>("select string_agg(headers->>'repaired', ' ') from placements.mt_events");
            Assert.All(repairs, repair => Assert.Contains(repair.Message, said, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Rows_of_a_child_without_a_header_are_left_out_one_by_one()
    {
        using var given = new SmallReturn()
            .Child()
            .Episode($"{Started},,,")
            .Episode($"{Started},,,", "C9")
            .Row(Ssda903Tables.Reviews, "C9,10/04/2014,01/07/2023,PN1");
        await using var database = await ReturnDatabase.Empty(cluster);

        var (report, problems) = await database.Import(given.Write(), 2024);

        Assert.Equal((1, 1), (report.Children.New, report.Children.LeftOut));
        Assert.Equal(
            [("episodes.csv", 3L), ("reviews.csv", 2L)],
            problems.Where(one => one.Code == "child_without_header").Select(one => (one.File!, one.Line!.Value))
        );
    }

    [Theory]
    [InlineData("", "child_missing")]
    [InlineData("C\u202e1", "harmful_character")]
    [InlineData("C\u00071", "harmful_character")]
    [InlineData("long", "child_code_too_long")]
    public async Task A_code_that_cannot_be_a_child_s_leaves_its_rows_out(string child, string code)
    {
        var long4000 = string.Concat(Enumerable.Range(0, 400).Select(i => $"{i * 7919:x10}"))[..3_900];
        using var given = new SmallReturn().Child().Child(child == "long" ? long4000 : child).Episode($"{Started},,,");
        await using var database = await ReturnDatabase.Empty(cluster);

        var (report, problems) = await database.Import(given.Write(), 2024);

        Assert.Equal(1, report.Children.New);
        var problem = Assert.Single(problems, problem => problem.Code == code);
        Assert.Equal(("header.csv", 3L, ProblemOutcome.LeftOut), (problem.File, problem.Line, problem.Outcome));
    }

    [Fact]
    public async Task A_child_in_the_header_alone_is_registered_and_not_in_care()
    {
        using var given = new SmallReturn().Child();
        await using var database = await ReturnDatabase.Empty(cluster);

        var (report, _) = await database.Import(given.Write(), 2024);

        Assert.Equal(1, report.Children.New);
        Assert.Equal(0L, await database.Ask<long>("select count(*) from read_models.care_period"));
        Assert.Equal("C1,2,10/04/2014,WBRI,B330000000000,0,", (await database.Export(2024))["header"][1]);
    }

    [Fact]
    public async Task A_postcode_that_the_directory_does_not_have_gives_location_unknown()
    {
        using var given = new SmallReturn().Child().Episode($"{Started},,,", place: "ZZ99 9ZZ");
        await using var database = await ReturnDatabase.Empty(cluster);

        var (_, problems) = await database.Import(given.Write(), 2024);

        Assert.Contains(
            problems,
            problem => problem is { Code: "postcode_unknown", Column: "PL_POST", Line: 2, Outcome: ProblemOutcome.Noted }
        );
        Assert.Equal("unknown", await database.Ask<string>("select location from read_models.placement"));
    }

    [Fact]
    public async Task A_return_that_cannot_be_read_to_its_end_leaves_nothing_behind()
    {
        using var given = new SmallReturn().Child().Episode($"{Started},,,");
        var folder = given.Write();
        await File.AppendAllTextAsync(
            Path.Combine(folder, "episodes.csv"),
            "C1,\"01/09/2023,P,C1,N1,U6,PR4,,,,,,\n" + new string('x', 200_000)
        );
        await using var database = await ReturnDatabase.Empty(cluster);

        await Assert.ThrowsAsync<ReturnUnreadableException>(() => database.Import(folder, 2024));

        Assert.Equal(0L, await database.Ask<long>("select count(*) from placements.mt_streams"));
        Assert.Equal(0L, await database.Ask<long>("select count(*) from returns.import"));
    }

    [Fact]
    public async Task A_child_with_thousands_of_rows_is_no_child_of_a_return()
    {
        using var given = new SmallReturn().Child().Episode($"{Started},,,");
        for (var i = 0; i < 5_001; i++)
        {
            given.Row(Ssda903Tables.Reviews, $"C1,10/04/2014,01/07/2023,PN{i}");
        }
        await using var database = await ReturnDatabase.Empty(cluster);

        var refused = await Assert.ThrowsAsync<ReturnUnreadableException>(() => database.Import(given.Write(), 2024));

        Assert.Equal(("too_many_rows_of_one_child", "reviews.csv"), (refused.Code, refused.File));
        Assert.Equal(0L, await database.Ask<long>("select count(*) from placements.mt_streams"));
    }

    [Fact]
    public async Task A_dry_run_reports_the_same_and_records_nothing()
    {
        await using var database = await ReturnDatabase.Empty(cluster);

        var (dry, dryProblems) = await database.Import("clean/2024", dryRun: true);
        Assert.Equal(0L, await database.Ask<long>("select count(*) from placements.mt_events"));
        var (real, problems) = await database.Import("clean/2024");

        Assert.True(dry.DryRun);
        Assert.Null(dry.ImportId);
        Assert.Equal((real.Children, real.Entries, real.Rows), (dry.Children, dry.Entries, dry.Rows));
        Assert.Equal(problems, dryProblems);
    }

    /// <summary>The episodes of each child as the year's return has them: DECOM RNE LS PLACE DEC REC REASON.</summary>
    internal static async Task<Dictionary<string, string>> Episodes(ReturnDatabase database, int year) =>
        (await database.Export(year))["episodes"]
            .Skip(1)
            .Select(line => line.Split(','))
            .GroupBy(cells => cells[0], StringComparer.Ordinal)
            .ToDictionary(
                child => child.Key,
                child =>
                    string.Join(
                        ", ",
                        child.Select(cells =>
                            string.Join(
                                ' ',
                                new[] { cells[1], cells[2], cells[3], cells[5], cells[7], cells[8], cells[9] }.Where(cell =>
                                    cell.Length > 0
                                )
                            )
                        )
                    ),
                StringComparer.Ordinal
            );
}
