using Placements.Application.ReadModels;
using Placements.Testing;
using Placements.Tests.Api.Hosting;
using Placements.Tests.Api.Storage;

namespace Placements.Tests.Api.Returns;

/// <summary>
/// An import writes its read models in bulk, without the replay that a rebuild makes: given returns taken over, when the read models are
/// written anew, then not a row differs.
/// </summary>
public sealed class ImportRebuildTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    [Theory]
    [InlineData("clean", null)]
    [InlineData("messy-2018", 2018)]
    public async Task Rows_of_new_children_are_those_of_a_rebuild(string sample, int? year)
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        var (report, _) = await database.Import(sample, year);
        Assert.True(report.Children.New > 0);

        await RebuildChangesNothing(database);
    }

    [Fact]
    public async Task Rows_of_children_known_before_are_those_of_a_rebuild()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        await database.Import("clean/2023");
        var (report, _) = await database.Import("clean");
        Assert.True(report.Children is { New: > 0, Changed: > 0 });

        await RebuildChangesNothing(database);
    }

    private static async Task RebuildChangesNothing(ReturnDatabase database)
    {
        var imported = await Dump.Of(database.Source);
        await new Rebuild(database.Source, TestKeys.Master).Run(null, CancellationToken.None);
        Dump.Same(imported, await Dump.Of(database.Source));
    }
}
