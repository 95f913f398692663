using Placements.Application.Returns.Files;
using Placements.Domain.Codes;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;
using Placements.Testing;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Returns.Extracts;

/// <summary>Given the extract of another system and a mapping, when it is taken over, then each child has the journey that it tells.</summary>
public sealed class ExtractImportTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    [Fact]
    public async Task Each_child_has_the_journey_that_the_extract_tells()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        using var folder = ExtractFolder.Whole();

        var (report, problems) = await folder.Import(database);

        Assert.Equal((10, 0, 0, 0), Counts(report.Import));
        Assert.Equal("county-system", await database.Ask<string>("select kind from returns.import"));
        Assert.Empty(report.Import.Years);

        var ana = await ExtractFolder.Journey(database, "C1");
        Assert.Equal(("Ana", "Preis", "East"), (ana.Child!.Name!.Given, ana.Child.Name.Family, ana.Child.Team));
        Assert.Equal([Disability.Autism, Disability.Mobility], ana.Child.Disabilities);
        Assert.Equal(
            [LegalStatus.Voluntary, LegalStatus.InterimCareOrder, LegalStatus.CareOrder],
            ana.LegalStatuses.Select(one => one.Status)
        );
        Assert.Equal(2, ana.Placements.Count);
        var first = ana.Placements[0];
        Assert.Equal(
            (PlacementKind.FosterCare, Sector.ForProfit, "Hafan Ltd", "H-1", "CF10 1BR", "W06000015"),
            (
                first.Facts.Kind,
                first.Facts.Sector,
                first.Facts.Provider!.Name,
                first.Facts.Carer,
                first.Facts.Postcode,
                first.Facts.HostAuthority
            )
        );
        Assert.Equal((125_050L, true, Registration.Registered), (first.Facts.WeeklyCost, first.Facts.Framework, first.Facts.Registration));
        Assert.Equal(new FosteringApproval(), first.Facts.Fostering);
        Assert.Equal(
            (new DateOnly(2023, 2, 1), ChangeReason.CarerRequestBehaviour, (bool?)false),
            (first.EndedOn, first.EndReason, first.Planned)
        );
        var second = ana.Placements[1];
        Assert.Equal(
            (PlacementKind.ChildrensHome, "W06000022", 520_000L, (DateOnly?)null),
            (second.Facts.Kind, second.Facts.HostAuthority, second.Facts.WeeklyCost, second.EndedOn)
        );
        Assert.Equal(AbsenceKind.Missing, Assert.Single(ana.Absences).Kind);

        var ben = Assert.Single((await ExtractFolder.Journey(database, "C2")).PeriodsOfCare);
        Assert.Equal((CareEndReason.AdultSocialServices, (bool?)true), (ben.EndReason, ben.EndPlanned));

        var cai = Assert.Single((await ExtractFolder.Journey(database, "C3")).Placements).Facts;
        Assert.Equal((PlacementKind.KinshipFosterCare, Sector.NotKnown), (cai.Kind, cai.Sector));

        // The overlap goes to the later placement.
        var dee = await ExtractFolder.Journey(database, "C4");
        Assert.Equal([new DateOnly(2022, 5, 1), new DateOnly(2022, 9, 1)], dee.Placements.Select(one => one.StartedOn));
        Assert.Contains(problems, problem => problem is { Code: "overlap", Child: "C4", Line: 7, Column: "END" });

        Assert.True((await ExtractFolder.Journey(database, "C5")).Child!.UnaccompaniedAsylumSeeking);

        // Away for a week, and back in the same home.
        var iwo = await ExtractFolder.Journey(database, "C9");
        Assert.Single(iwo.Placements);
        var away = Assert.Single(iwo.Absences);
        Assert.Equal((AbsenceKind.Hospital, (DateOnly?)new DateOnly(2022, 2, 8)), (away.Kind, away.EndedOn));

        Assert.Equal(2, (await ExtractFolder.Journey(database, "C10")).PeriodsOfCare.Count);
    }

    [Fact]
    public async Task What_cannot_be_taken_is_reported_row_by_row_and_words_to_be_mapped_are_counted()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        using var folder = ExtractFolder.Whole();

        var (report, problems) = await folder.Import(database, dryRun: true);

        Assert.True(report.Import.DryRun);
        Assert.Equal(0L, await database.Ask<long>("select count(*) from placements.mt_events"));
        Assert.Equal(
            [
                ("word_unmapped", 9L, "TYPE"),
                ("word_unmapped", 10, "TYPE"),
                ("date_malformed", 12, "START"),
                ("ends_before_it_starts", 13, "END"),
                ("child_missing", 18, "PERSON_ID"),
            ],
            problems.Where(problem => problem.Outcome == ProblemOutcome.LeftOut).Select(one => (one.Code, one.Line!.Value, one.Column!))
        );
        Assert.Equal(
            [("Caravan", null, 1L), ("H5 - Residential accommodation", "f) Residential accommodation", 1)],
            report.Unmapped.Select(word => (word.Word, word.Category, word.Rows))
        );
        Assert.All(problems, problem => Assert.EndsWith(".", problem.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_extract_again_changes_nothing()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        using var folder = ExtractFolder.Whole();
        var (_, problems) = await folder.Import(database);
        var events = await database.Ask<long>("select count(*) from placements.mt_events");

        var (report, same) = await folder.Import(database);

        Assert.Equal((0, 0, 10, 0), Counts(report.Import));
        Assert.Equal(events, await database.Ask<long>("select count(*) from placements.mt_events"));
        Assert.Equal(problems, same);
    }

    [Fact]
    public async Task A_corrected_extract_becomes_corrections_that_name_their_line()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        using var folder = ExtractFolder.Whole();
        await folder.Import(database);
        var before = await ExtractFolder.Journey(database, "C1");
        folder
            .With("people.csv", ExtractFolder.People.Replace("Ana,Preis", "Anna,Preis", StringComparison.Ordinal))
            .With(
                "placements.csv",
                ExtractFolder
                    .Placements.Replace("Newport,registered,N,£5200", "Cardiff,registered,N,£5300", StringComparison.Ordinal)
                    .Replace("Broke down,N", "Broke down,Y", StringComparison.Ordinal)
                    .Replace("C3,01/05/2022", "C3,03/05/2022", StringComparison.Ordinal)
            );

        var (report, _) = await folder.Import(database);

        Assert.Equal((0, 2, 8, 0), Counts(report.Import));
        var after = await ExtractFolder.Journey(database, "C1");
        Assert.Equal("Anna", after.Child!.Name!.Given);
        Assert.Equal((bool?)true, after.Placements[0].Planned);
        Assert.Equal(("W06000015", 530_000L), (after.Placements[1].Facts.HostAuthority, after.Placements[1].Facts.WeeklyCost));
        Assert.Equal(before.Placements.Select(one => one.PlacementId), after.Placements.Select(one => one.PlacementId));
        var corrections = (await ExtractFolder.Entries(database, "C1")).Where(entry => entry.Fact is EntryCorrected).ToList();
        Assert.Equal(["people.csv 2", "placements.csv 4"], corrections.Select(entry => $"{entry.Source!.File} {entry.Source.Line}"));
        Assert.StartsWith("The extract says otherwise (", ((EntryCorrected)corrections[0].Fact).Reason, StringComparison.Ordinal);

        var moved = await ExtractFolder.Journey(database, "C3");
        Assert.Equal(new DateOnly(2022, 5, 3), Assert.Single(moved.PeriodsOfCare).StartedOn);
        Assert.Equal(new DateOnly(2022, 5, 3), Assert.Single(moved.Placements).StartedOn);
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_any_more_withdraws_nothing()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        using var folder = ExtractFolder.Whole();
        await folder.Import(database);
        folder.With(
            "placements.csv",
            ExtractFolder.Placements.Replace("S.76,Neglect,IFA,Private,,H-3", "S.76,Neglect,Yurt,Private,,H-3", StringComparison.Ordinal)
        );

        await folder.Import(database);

        Assert.Equal(2, (await ExtractFolder.Journey(database, "C4")).Placements.Count);
    }

    [Fact]
    public async Task Placements_that_an_extract_does_not_have_any_more_are_withdrawn_and_those_before_its_first_row_stand()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        using var folder = new ExtractFolder()
            .With("people.csv", "PERSON_ID,FORENAME,SURNAME,DOB,GENDER,ETHNICITY,TEAM,UASC,DISABILITY\nC1,,,04/05/2010,F,,,,\n")
            .With("missing.csv", "ID,FROM,TO,WHAT\n");
        string[] rows =
        [
            "C1,01/03/2020,01/03/2021,CO,Neglect,IFA,,,H-1,,,,,,Plan,Y",
            "C1,01/03/2021,01/06/2021,CO,Neglect,IFA,,,H-2,,,,,,Plan,Y",
            "C1,01/06/2021,01/09/2021,CO,Neglect,IFA,,,H-3,,,,,,Plan,Y",
            "C1,01/09/2021,,CO,Neglect,IFA,,,H-4,,,,,,,",
        ];
        folder.With("placements.csv", ExtractFolder.PlacementColumns + string.Join('\n', rows));
        await folder.Import(database);
        folder.With(
            "placements.csv",
            ExtractFolder.PlacementColumns + rows[1].Replace("01/06/2021", "01/09/2021", StringComparison.Ordinal) + "\n" + rows[3]
        );

        var (_, problems) = await folder.Import(database);

        var journey = await ExtractFolder.Journey(database, "C1");
        Assert.Equal(["H-1", "H-2", "H-4"], journey.Placements.Select(one => one.Facts.Carer));
        Assert.Equal(new DateOnly(2020, 3, 1), Assert.Single(journey.PeriodsOfCare).StartedOn);
        Assert.Contains(problems, problem => problem.Code == "episode_withdrawn");
    }

    [Fact]
    public async Task Returns_and_an_extract_say_nothing_of_children_whom_only_the_other_has()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        using var folder = ExtractFolder.Whole();
        await folder.Import(database);
        var inCare = "select count(*) from read_models.care_period where upper_inf(known) and ended_on is null";
        var ofExtract = await database.Ask<long>(inCare);
        await database.Import("clean/2022");
        var ofBoth = await database.Ask<long>(inCare);

        var (again, _) = await folder.Import(database);
        var (later, _) = await database.Import("clean/2023");

        Assert.Equal((0, 0, 10, 0), Counts(again.Import));
        Assert.True(ofBoth > ofExtract);
        Assert.Equal(
            ofExtract,
            await database.Ask<long>(
                $"{inCare} and child_id in (select child_id from read_models.child where identifiers::text like '%\"C%')"
            )
        );
        Assert.Equal(0, later.Children.LeftOut);
    }

    [Fact]
    public async Task Who_may_not_import_may_not_import_an_extract()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        using var folder = ExtractFolder.Whole();

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            new Application.Returns.Extracts.ExtractImport(database.Source, TestKeys.Master, TimeProvider.System).Run(
                ReturnDatabase.Manager,
                folder.Open(),
                "W06000015",
                dryRun: false,
                null,
                null,
                CancellationToken.None
            )
        );
    }

    private static (long New, long Changed, long Unchanged, long LeftOut) Counts(Application.Returns.Import.ImportReport report) =>
        (report.Children.New, report.Children.Changed, report.Children.Unchanged, report.Children.LeftOut);
}
