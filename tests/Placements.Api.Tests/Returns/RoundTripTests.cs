using Placements.Testing;

namespace Placements.Tests.Api.Returns;

/// <summary>Given the returns of five years, taken over as one history, when each is made again, then it has the same rows.</summary>
public sealed class RoundTripTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    [Fact]
    public async Task Five_years_joined_give_each_year_back_row_by_row()
    {
        await using var database = await ReturnDatabase.Empty(cluster);

        var (report, problems) = await database.Import("clean");

        Assert.Empty(
            problems
                .Where(problem => problem.Outcome != Application.Returns.Files.ProblemOutcome.Noted)
                .Select(problem => problem.Message)
                .Distinct(StringComparer.Ordinal)
        );
        Assert.Equal(new Application.Returns.Import.ImportedChildren(488, 0, 0, 0), report.Children);
        for (var year = 2022; year <= 2026; year++)
        {
            var exported = await database.Export(year);
            foreach (var file in Directory.GetFiles(ReturnDatabase.Sample($"clean/{year}"), "*.csv"))
            {
                var table = Path.GetFileNameWithoutExtension(file);
                Assert.Equal(await File.ReadAllLinesAsync(file), exported[table]);
            }
        }
    }
}
