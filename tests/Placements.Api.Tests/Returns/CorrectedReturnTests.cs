using Placements.Application.Returns.Files;
using Placements.Testing;

namespace Placements.Tests.Api.Returns;

/// <summary>Given a return taken over, when the return of the year comes again and says otherwise, then entries are corrected.</summary>
public sealed class CorrectedReturnTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    private static SmallReturn First() =>
        new SmallReturn()
            .Child()
            .Episode("01/06/2023,S,C1,N1,U3,PR1,01/09/2023,X1,CARPL")
            .Episode("01/09/2023,P,C1,N1,U6,PR4,,,")
            .Row(Ssda903Tables.Missing, "C1,10/04/2014,M,03/10/2023,05/10/2023")
            .Row(Ssda903Tables.Reviews, "C1,10/04/2014,01/07/2023,PN1");

    [Theory]
    [InlineData("another home", "entry_corrected:1", "01/06/2023 S C1 U3 01/09/2023 X1 CARPL, 01/09/2023 P C1 K2")]
    [InlineData("another day", "entry_voided:1 placement_moved_v2:1", "01/06/2023 S C1 U3 08/09/2023 X1 CARPL, 08/09/2023 P C1 U6")]
    [InlineData("another reason", "entry_corrected:1", "01/06/2023 S C1 U3 01/09/2023 X1 CHILD, 01/09/2023 P C1 U6")]
    [InlineData("no move after all", "entry_voided:1", "01/06/2023 S C1 U3")]
    [InlineData("care ended", "care_ended_v2:1", "01/06/2023 S C1 U3 01/09/2023 X1 CARPL, 01/09/2023 P C1 U6 12/01/2024 E4A")]
    [InlineData("another birth", "entry_corrected:1", "01/06/2023 S C1 U3 01/09/2023 X1 CARPL, 01/09/2023 P C1 U6")]
    [InlineData("another review", "entry_corrected:1", "01/06/2023 S C1 U3 01/09/2023 X1 CARPL, 01/09/2023 P C1 U6")]
    [InlineData("found later", "entry_corrected:1", "01/06/2023 S C1 U3 01/09/2023 X1 CARPL, 01/09/2023 P C1 U6")]
    public async Task The_record_then_says_what_the_later_return_says(string what, string entries, string episodes)
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        using (var first = First())
        {
            await database.Import(first.Write(), 2024);
        }
        var known = await database.Ask<DateTime>("select max(timestamp) from placements.mt_events");
        var before = await database.Export(2024);
        using var second = Again(what);

        var (report, _) = await database.Import(second.Write(), 2024);

        Assert.Equal(1, report.Children.Changed);
        Assert.Equal(entries, await EntriesOf(database, report.ImportId!.Value));
        Assert.Equal(episodes, (await BadRowTests.Episodes(database, 2024))["C1"]);
        var after = await database.Export(2024);
        foreach (var file in Directory.GetFiles(second.Folder))
        {
            Assert.Equal(await File.ReadAllLinesAsync(file), after[Path.GetFileNameWithoutExtension(file)]);
        }
        // As known before, the first return still stands.
        Assert.Equal(
            before.SelectMany(table => table.Value),
            (await database.Export(2024, new DateTimeOffset(known))).SelectMany(table => table.Value)
        );
    }

    [Fact]
    public async Task A_correction_names_the_return_the_file_and_the_line()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        using var first = First();
        await database.Import(first.Write(), 2024);
        using var second = Again("another reason");

        await database.Import(second.Write(), 2024);

        var correction = Assert.Single(
            (await Extracts.ExtractFolder.Entries(database, "C1"))
                .Select(entry => entry.Fact)
                .OfType<Domain.Journey.Events.EntryCorrected>()
        );
        Assert.Equal("The 2024 return says otherwise (episodes.csv, line 3)", correction.Reason);
    }

    [Fact]
    public async Task What_a_person_recorded_of_the_home_survives_a_correction()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        using var first = First();
        await database.Import(first.Write(), 2024);
        var child = await database.Ask<Guid>("select id from placements.mt_streams");
        var placement = await database.Ask<Guid>("select placement_id from read_models.placement where ended_on is null");
        var recorder = new Application.Recording.Recorder(
            new EventStore.StreamStore(database.Source),
            Hosting.TestKeys.Master,
            TimeProvider.System
        );
        await recorder.Record(
            ReturnDatabase.Manager,
            child,
            [
                new Domain.Journey.Events.PlacementDetailsChanged
                {
                    EffectiveOn = new DateOnly(2023, 9, 1),
                    PlacementId = placement,
                    Reason = "the invoice",
                    WeeklyCost = 90_000,
                    Carer = "carer-7",
                },
            ],
            Application.Recording.Precondition.Any,
            null,
            CancellationToken.None
        );
        using var second = Again("another home");

        await database.Import(second.Write(), 2024);

        Assert.Equal(
            "childrens_home carer-7 90000",
            await database.Ask<string>(
                "select concat_ws(' ', kind, carer, weekly_cost) from read_models.placement where placement_id = $1 and upper_inf(known)",
                placement
            )
        );
    }

    [Fact]
    public async Task A_child_whom_a_person_recorded_as_missing_twice_in_a_day_is_no_stumbling_block()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        using var first = First();
        await database.Import(first.Write(), 2024);
        var child = await database.Ask<Guid>("select id from placements.mt_streams");
        var recorder = new Application.Recording.Recorder(
            new EventStore.StreamStore(database.Source),
            Hosting.TestKeys.Master,
            TimeProvider.System
        );
        var (morning, evening) = (Guid.NewGuid(), Guid.NewGuid());
        var outcome = await recorder.Record(
            ReturnDatabase.Manager,
            child,
            [Gone(morning, 8), Found(morning, 10), Gone(evening, 20), Found(evening, 22)],
            Application.Recording.Precondition.Any,
            null,
            CancellationToken.None
        );
        Assert.IsType<Application.Recording.RecordingOutcome.Recorded>(outcome);

        using var second = First().Row(Ssda903Tables.Missing, "C1,10/04/2014,M,05/12/2023,05/12/2023");
        var (report, _) = await database.Import(second.Write(), 2024);

        Assert.Equal(1, report.Children.Unchanged);
        Assert.Equal(3L, await database.Ask<long>("select count(*) from read_models.absence where upper_inf(known)"));

        static Domain.Journey.Events.AbsenceStarted Gone(Guid id, int hour) =>
            new()
            {
                EffectiveOn = new DateOnly(2023, 12, 5),
                AbsenceId = id,
                Kind = Domain.Codes.AbsenceKind.Missing,
                Time = new TimeOnly(hour, 0),
            };

        static Domain.Journey.Events.AbsenceEnded Found(Guid id, int hour) =>
            new()
            {
                EffectiveOn = new DateOnly(2023, 12, 5),
                AbsenceId = id,
                Time = new TimeOnly(hour, 0),
            };
    }

    private static SmallReturn Again(string what)
    {
        var again = new SmallReturn().Child(born: what == "another birth" ? "11/04/2014" : "10/04/2014");
        var born = what == "another birth" ? "11/04/2014" : "10/04/2014";
        again = what switch
        {
            "no move after all" => again.Episode("01/06/2023,S,C1,N1,U3,PR1,,,"),
            "another day" => again.Episode("01/06/2023,S,C1,N1,U3,PR1,08/09/2023,X1,CARPL").Episode("08/09/2023,P,C1,N1,U6,PR4,,,"),
            "another reason" => again.Episode("01/06/2023,S,C1,N1,U3,PR1,01/09/2023,X1,CHILD").Episode("01/09/2023,P,C1,N1,U6,PR4,,,"),
            "another home" => again.Episode("01/06/2023,S,C1,N1,U3,PR1,01/09/2023,X1,CARPL").Episode("01/09/2023,P,C1,N1,K2,PR4,,,"),
            "care ended" => again
                .Episode("01/06/2023,S,C1,N1,U3,PR1,01/09/2023,X1,CARPL")
                .Episode("01/09/2023,P,C1,N1,U6,PR4,12/01/2024,E4A,"),
            _ => again.Episode("01/06/2023,S,C1,N1,U3,PR1,01/09/2023,X1,CARPL").Episode("01/09/2023,P,C1,N1,U6,PR4,,,"),
        };
        return again
            .Row(Ssda903Tables.Missing, $"C1,{born},M,03/10/2023,{(what == "found later" ? "09/10/2023" : "05/10/2023")}")
            .Row(Ssda903Tables.Reviews, $"C1,{born},01/07/2023,{(what == "another review" ? "PN2" : "PN1")}");
    }

    private static async Task<string> EntriesOf(ReturnDatabase database, Guid import) =>
        await database.Ask<string>(
            """
            select coalesce(string_agg(type || ':' || count, ' ' order by type), '') from (
              select type, count(*) from placements.mt_events where correlation_id = $1 group by type) entries
            """,
            import.ToString()
        );
}
