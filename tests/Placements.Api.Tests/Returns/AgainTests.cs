using Placements.Testing;

namespace Placements.Tests.Api.Returns;

/// <summary>Returns come one after the other, again, and corrected.</summary>
public sealed class AgainTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    [Fact]
    public async Task The_same_returns_again_change_nothing()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        await database.Import("clean");
        var events = await database.Ask<long>("select count(*) from placements.mt_events");

        var (report, _) = await database.Import("clean");

        Assert.Equal((0, 0), (report.Entries, report.Children.Changed));
        Assert.Equal(488, report.Children.Unchanged);
        Assert.Equal(events, await database.Ask<long>("select count(*) from placements.mt_events"));
    }

    [Theory]
    [InlineData(2022, 2023, 2024, 2025, 2026)]
    [InlineData(2026, 2025, 2024, 2023, 2022)]
    [InlineData(2024, 2022, 2026, 2023, 2025)]
    public async Task Year_by_year_in_any_order_they_join_into_the_same_history(params int[] years)
    {
        await using var database = await ReturnDatabase.Empty(cluster);

        foreach (var year in years)
        {
            await database.Import($"clean/{year}");
        }

        for (var year = 2022; year <= 2026; year++)
        {
            var exported = await database.Export(year);
            foreach (var file in Directory.GetFiles(ReturnDatabase.Sample($"clean/{year}"), "*.csv"))
            {
                Assert.Equal(await File.ReadAllLinesAsync(file), exported[Path.GetFileNameWithoutExtension(file)]);
            }
        }
    }
}
