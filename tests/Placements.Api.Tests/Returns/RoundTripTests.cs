using Placements.Application.Returns.Export;
using Placements.Application.Returns.Ssda903;
using Placements.Testing;
using Placements.Tests.Api.Hosting;

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

    [Fact]
    public async Task Written_as_XML_and_taken_over_elsewhere_a_year_has_the_same_rows()
    {
        await using var first = await ReturnDatabase.Empty(cluster);
        await using var second = await ReturnDatabase.Empty(cluster);
        await first.Import("clean");
        var folder = Directory.CreateTempSubdirectory("placements-xml-");
        try
        {
            var year = new ReturnYear(2024);
            await using (var file = File.Create(Path.Combine(folder.FullName, "2024.xml")))
            await using (var tally = new ReturnTally(year))
            {
                await new ReturnExport(first.Source, TestKeys.Master).WriteXml(
                    file,
                    ReturnDatabase.Authority,
                    year,
                    null,
                    tally,
                    CancellationToken.None
                );
            }

            await second.Import(folder.FullName);

            var (was, now) = (await first.Export(2024), await second.Export(2024));
            Assert.Equal(409, was["episodes"].Length);
            Assert.Equal(was, now);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
