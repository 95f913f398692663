using Placements.Application.Returns.Checks;
using Placements.Testing;
using Placements.Tests.Api.Hosting;

namespace Placements.Tests.Api.Returns.Checks;

/// <summary>The one rule that looks at all children: it must find both, wherever they stand in the order.</summary>
public sealed class SharedNumberTests(TestCluster cluster) : IClassFixture<TestCluster>
{
    [Theory]
    [InlineData(2026, new[] { "100001", "100003" })]
    [InlineData(2025, new string[0])]
    public async Task Two_children_with_one_school_number_are_both_told_of_from_2026(int year, string[] told)
    {
        await using var database = await ReturnDatabase.Empty(cluster);
        var folder = Directory.CreateTempSubdirectory("shared-number");
        try
        {
            await File.WriteAllLinesAsync(
                Path.Combine(folder.FullName, "header.csv"),
                [
                    "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB",
                    "100001,M,14/05/2012,WBRI,B330000000000,,",
                    "100002,M,15/05/2012,WBRI,B330000000001,,",
                    "100003,M,16/05/2012,WBRI,B330000000000,,",
                    "100004,M,17/05/2012,WBRI,UN1,,",
                    "100005,M,18/05/2012,WBRI,UN1,,",
                ]
            );
            await File.WriteAllLinesAsync(
                Path.Combine(folder.FullName, "episodes.csv"),
                [
                    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN",
                    .. Enumerable.Range(100001, 5).Select(code => $"{code},01/06/{year - 1},S,C2,N1,U6,PR1,,,,,,"),
                ]
            );
            await database.Import(folder.FullName, year);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        var found = new List<string>();
        await foreach (
            var child in new ReturnChecks(database.Source, TestKeys.Master).Run(
                ReturnDatabase.Authority,
                new(year),
                null,
                CancellationToken.None
            )
        )
        {
            if (child.Breaches.Any(breach => breach.Code == "444"))
            {
                found.Add(child.Code);
            }
        }
        Assert.Equal(told, found);
    }
}
