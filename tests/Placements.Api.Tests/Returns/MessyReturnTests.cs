using Placements.Application.Returns.Files;
using Placements.Testing;

namespace Placements.Tests.Api.Returns;

/// <summary>Given a return full of errors, when it is taken over, then every row is in the journey or in the report, which says why.</summary>
public sealed class MessyReturnTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    [Fact]
    public async Task Every_row_is_given_back_as_it_was_or_reported_with_a_reason()
    {
        await using var database = await ReturnDatabase.Empty(cluster);

        var (report, problems) = await database.Import("messy-2018", 2018);

        var exported = await database.Export(2018);
        var reported = problems.Select(problem => (problem.File, problem.Line)).ToHashSet();
        var lost = new List<string>();
        long rows = 0;
        foreach (var path in Directory.GetFiles(ReturnDatabase.Sample("messy-2018"), "*.csv"))
        {
            var file = Path.GetFileName(path);
            var given = exported[Path.GetFileNameWithoutExtension(path)].ToHashSet(StringComparer.Ordinal);
            var lines = await File.ReadAllLinesAsync(path);
            rows += lines.Length - 1;
            lost.AddRange(
                lines
                    .Select((line, i) => (Line: line, Number: i + 1))
                    .Skip(1)
                    .Where(row => !given.Contains(row.Line) && !reported.Contains((file, row.Number)))
                    .Select(row => $"{file} {row.Number}: {row.Line}")
            );
        }
        Assert.Empty(lost);
        Assert.Equal(rows, report.Rows);
        Assert.Equal(new(New: 2675, Changed: 0, Unchanged: 0, LeftOut: 0), report.Children);
        // Most of it is taken: random as the rows are, a fifth breaks a rule that no life can break.
        Assert.InRange(problems.Count(problem => problem is { Outcome: ProblemOutcome.LeftOut }), 1, 900);
        Assert.All(problems, problem => Assert.EndsWith(".", problem.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Taken_over_again_it_changes_nothing()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        var (first, _) = await database.Import("messy-2018", 2018);

        var (second, _) = await database.Import("messy-2018", 2018);

        Assert.Equal((0, 0), (second.Entries, second.Children.Changed));
        Assert.Equal(first.Children.New, second.Children.Unchanged);
    }
}
