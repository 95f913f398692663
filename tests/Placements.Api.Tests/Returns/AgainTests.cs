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

    /// <summary>Whether the year without the child comes after, before or together with the year with it.</summary>
    [Theory]
    [InlineData("2023 2024")]
    [InlineData("2024 2023")]
    [InlineData("together")]
    public async Task A_child_in_care_whom_the_next_return_does_not_have_had_left_by_31_March(string order)
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        using var folder = new SmallReturn();
        using var with = new SmallReturn(2023).Child().Episode("01/06/2022,S,C1,N1,U3,PR1,,,");
        using var without = new SmallReturn(2024).Child("C2").Episode("01/06/2023,S,C1,N1,U3,PR1,,,", "C2");
        if (order == "together")
        {
            Directory.Move(with.Write(), Path.Combine(folder.Folder, "2023"));
            Directory.Move(without.Write(), Path.Combine(folder.Folder, "2024"));
            await database.Import(folder.Folder);
            Directory.CreateDirectory(with.Folder);
            Directory.CreateDirectory(without.Folder);
        }
        else
        {
            foreach (var year in order.Split(' '))
            {
                await database.Import(year == "2023" ? with.Write() : without.Write(), year == "2023" ? 2023 : 2024);
            }
        }

        Assert.Equal("01/06/2022 S C1 U3 31/03/2023 E8", (await BadRowTests.Episodes(database, 2023))["C1"]);
        Assert.Equal(["C2"], (await BadRowTests.Episodes(database, 2024)).Keys);
        Assert.Contains(
            "31 March",
            await database.Ask<string>("select string_agg(headers->>'repaired', ' ') from placements.mt_events"),
            StringComparison.Ordinal
        );
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
