using Placements.Application.Access;
using Placements.Application.Returns.Import;
using Placements.Testing;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Returns;

/// <summary>An import is a batch: it can be taken back, and nothing is deleted by that.</summary>
public sealed class VoidedImportTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    [Fact]
    public async Task Taken_back_the_children_are_gone_and_the_entries_are_not()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        var (report, _) = await database.Import("clean/2024");
        var entries = await database.Ask<long>("select count(*) from placements.mt_events");

        var taken = await Void(database, report.ImportId!.Value);

        Assert.Equal((213L, entries), (taken.Children, taken.Entries));
        Assert.Empty(taken.Standing);
        Assert.Equal(2 * entries, await database.Ask<long>("select count(*) from placements.mt_events"));
        Assert.Equal(0L, await database.Ask<long>("select count(*) from read_models.child where upper_inf(known)"));
        Assert.All((await database.Export(2024)).Values, table => Assert.Single(table));

        var (again, _) = await database.Import("clean/2024");
        Assert.Equal(213, again.Children.New);
    }

    [Fact]
    public async Task A_later_import_taken_back_leaves_what_the_earlier_said()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        await database.Import("clean/2023");
        var before = await database.Export(2023);
        var (later, _) = await database.Import("clean/2024");
        Assert.NotEqual(before["episodes"], (await database.Export(2024))["episodes"]);

        var taken = await Void(database, later.ImportId!.Value);

        Assert.Empty(taken.Standing);
        Assert.Equal(before.SelectMany(table => table.Value), (await database.Export(2023)).SelectMany(table => table.Value));
        Assert.Equal(
            0L,
            await database.Ask<long>("select count(*) from read_models.care_period where started_on >= '2023-04-01' and upper_inf(known)")
        );
    }

    [Fact]
    public async Task What_the_import_voided_is_recorded_anew()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        using var moved = new SmallReturn()
            .Child()
            .Episode("01/06/2023,S,C1,N1,U3,PR1,01/09/2023,X1,CARPL")
            .Episode("01/09/2023,P,C1,N1,U6,PR4,,,");
        await database.Import(moved.Write(), 2024);
        var before = await database.Export(2024);
        using var stayed = new SmallReturn().Child().Episode("01/06/2023,S,C1,N1,U3,PR1,,,");
        var (report, _) = await database.Import(stayed.Write(), 2024);
        Assert.Equal("01/06/2023 S C1 U3", (await BadRowTests.Episodes(database, 2024))["C1"]);

        var taken = await Void(database, report.ImportId!.Value);

        Assert.Empty(taken.Standing);
        Assert.Equal(before, await database.Export(2024));
    }

    [Fact]
    public async Task What_somebody_corrected_since_stands_and_is_named()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        using var given = new SmallReturn().Child().Episode("01/06/2023,S,C1,N1,U3,PR1,,,");
        var (report, _) = await database.Import(given.Write(), 2024);
        using var corrected = new SmallReturn().Child().Episode("01/06/2023,S,C1,N1,U6,PR1,,,");
        await database.Import(corrected.Write(), 2024);

        var taken = await Void(database, report.ImportId!.Value);

        // Without the registration the placement could not stand, so the rest of the child's record stands with it.
        Assert.Equal(
            ["changed_since", "not_registered"],
            taken.Standing.Select(standing => standing.Code).Distinct(StringComparer.Ordinal)
        );
        Assert.Equal((0, 0), (taken.Children, taken.Entries));
        Assert.Equal(1L, await database.Ask<long>("select count(*) from read_models.placement where upper_inf(known)"));
    }

    [Fact]
    public async Task It_is_taken_back_once_and_by_its_own_authority()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        using var given = new SmallReturn().Child().Episode("01/06/2023,S,C1,N1,U3,PR1,,,");
        var (report, _) = await database.Import(given.Write(), 2024);
        var imports = new ImportVoid(database.Source, TestKeys.Master, TimeProvider.System);
        var other = ReturnDatabase.Manager with { Authorities = ["W06000015"] };
        var auditor = ReturnDatabase.Manager with { Roles = new HashSet<Role> { Role.Auditor } };

        Assert.IsType<VoidOutcome.NotFound>(await imports.Run(other, report.ImportId!.Value, "why", CancellationToken.None));
        Assert.IsType<VoidOutcome.NotFound>(await imports.Run(auditor, report.ImportId!.Value, "why", CancellationToken.None));
        Assert.IsType<VoidOutcome.NotFound>(await imports.Run(ReturnDatabase.Manager, Guid.NewGuid(), "why", CancellationToken.None));
        await Void(database, report.ImportId!.Value);
        Assert.IsType<VoidOutcome.VoidedBefore>(
            await imports.Run(ReturnDatabase.Manager, report.ImportId!.Value, "why", CancellationToken.None)
        );
    }

    private static async Task<VoidReport> Void(ReturnDatabase database, Guid import) =>
        Assert
            .IsType<VoidOutcome.Voided>(
                await new ImportVoid(database.Source, TestKeys.Master, TimeProvider.System).Run(
                    ReturnDatabase.Manager,
                    import,
                    "sent by mistake",
                    CancellationToken.None
                )
            )
            .Report;
}
