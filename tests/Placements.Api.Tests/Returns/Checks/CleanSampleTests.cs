using Placements.Application.Returns.Checks;
using Placements.Testing;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Returns.Checks;

/// <summary>The clean sample was made without mistakes: the rules are silent but for what it really holds.</summary>
public sealed class CleanSampleTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    /// <summary>
    /// The sample gives XXXXXXX for its supported accommodation (H5) in 2024 too, when a home open on 29 October 2023 or later had to have a
    /// number of its own: eight episodes of seven children.
    /// </summary>
    private static readonly string[] WithoutNumber = ["100053", "100136", "100186", "100233", "100417", "100552", "100599", "100599"];

    [Fact]
    public async Task Rules_are_silent_but_for_what_is_so()
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        await database.Import("clean");
        var checks = new ReturnChecks(database.Source, TestKeys.Master);

        for (var year = 2022; year <= 2026; year++)
        {
            var found = new List<(string Child, Breach Breach)>();
            await foreach (var child in checks.Run(ReturnDatabase.Authority, new(year), null, CancellationToken.None))
            {
                found.AddRange(child.Breaches.Select(breach => (child.Code, breach)));
            }

            Assert.Equal(
                year == 2024 ? WithoutNumber.Select(code => (code, "230")) : [],
                found.Select(one => (one.Child, one.Breach.Code))
            );
            Assert.All(found, one => Assert.NotEmpty(one.Breach.EntryIds));
        }
        var counted = Assert.Single(await checks.Summary(ReturnDatabase.Authority, new(2024), null, CancellationToken.None));
        Assert.Equal(("230", 7, 8), (counted.Code, counted.Children, counted.Breaches));
    }
}
