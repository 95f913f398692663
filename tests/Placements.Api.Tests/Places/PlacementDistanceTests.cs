using Placements.Application.Places;
using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;
using Placements.Testing;
using Placements.Tests.Api.Reporting;

namespace Placements.Tests.Api.Places;

/// <summary>How far from home children live, by the function that reports ask. Home is CF10 1BR, 31.2 miles from SA10 6HF.</summary>
public sealed class PlacementDistanceTests(TestCluster cluster)
{
    private const string Day = "2024-03-31";

    [Theory]
    [InlineData("CF10 1BR", "SA10 6HF", "31.2")]
    [InlineData("cf101br", "sa106hf", "31.2")]
    [InlineData("CF10 1BR", "CF10 1BR", "0.0")]
    [InlineData("CF10 1BR", PlacementFacts.Withheld, null)]
    [InlineData("CF10 1BR", "SA10", null)]
    [InlineData("CF10 1BR", "CF99 9ZZ", null)]
    [InlineData("CF10 1BR", null, null)]
    [InlineData(null, "SA10 6HF", null)]
    public async Task Miles_are_known_only_if_both_postcodes_are(string? home, string? placed, string? miles)
    {
        var child = Child(home).CareStarts("2023-06-01").Record(Placed("2023-06-01", placed));
        await using var database = await Of(child);

        Assert.Equal([miles], await Miles(database, Day));
    }

    [Fact]
    public async Task Both_clocks_are_asked()
    {
        var child = Child("CF10 1BR").CareStarts("2023-06-01").Record(Placed("2023-06-01", "CF10 1BR"));
        child.RecordedAt(new DateTimeOffset(2024, 5, 1, 0, 0, 0, TimeSpan.Zero)).Record(HomeMoves("2024-02-01", "SA10 6HF"));
        await using var database = await Of(child);

        Assert.Equal(["31.2"], await Miles(database, Day));
        Assert.Equal(["0.0"], await Miles(database, "2024-01-31"));
        Assert.Equal(["0.0"], await Miles(database, Day, knownAt: "2024-04-30"));
    }

    [Fact]
    public async Task An_unaccompanied_child_has_none_nor_one_who_was_but_one_who_will_be_has()
    {
        var stands = Child("CF10 1BR").CareStarts("2023-06-01").Record(Placed("2023-06-01", "SA10 6HF"));
        stands.Record(Unaccompanied("2023-07-01", true));
        var stood = Child("CF10 1BR").CareStarts("2023-06-01").Record(Placed("2023-06-01", "SA10 6HF"));
        stood.Record(Unaccompanied("2023-07-01", true)).Record(Unaccompanied("2023-08-01", false));
        await using var database = await Of(stands, stood);

        Assert.Equal([null, null], await Miles(database, Day));
        Assert.Equal(["31.2", "31.2"], await Miles(database, "2023-06-30"));
    }

    [Fact]
    public async Task Short_breaks_and_children_without_a_placement_have_no_row()
    {
        var shortBreak = Child("CF10 1BR").CareStarts("2023-06-01", LegalStatus.ShortBreaks).Record(Placed("2023-06-01", "SA10 6HF"));
        var waiting = Child("CF10 1BR").CareStarts("2023-06-01");
        var left = Child("CF10 1BR").CareStarts("2023-06-01").Record(Placed("2023-06-01", "SA10 6HF")).CareEnds(Day);
        await using var database = await Of(shortBreak, waiting, left);

        Assert.Empty(await Miles(database, Day));
    }

    [Fact]
    public async Task A_directory_that_is_replaced_changes_no_count_of_placements()
    {
        var child = Child("CF10 1BR").CareStarts("2023-06-01").Record(Placed("2023-06-01", "SA10 6HF"));
        await using var database = await Of(child);
        var before = await Stands(database);

        using var file = new MemoryStream("pcds,oslaua,oseast1m,osnrth1m\nCF10 1BR,E06000023,358000,172000\n"u8.ToArray());
        await new PostcodeLoad(database.Source).Replace(file, progress: null, CancellationToken.None);

        Assert.Equal(before, await Stands(database));
        Assert.Equal([null], await Miles(database, Day));
    }

    private async Task<ReportingDatabase> Of(params Story[] children)
    {
        var database = await ReportingDatabase.Of(cluster, children);
        await PostcodeLoad.FillIfEmpty(database.Source, CancellationToken.None);
        return database;
    }

    private static Task<string> Stands(ReportingDatabase database) =>
        database.Ask<string>($"select string_agg(p::text, ' ') from reporting.current_placement_as_at('{Day}', 'infinity') p");

    private static async Task<List<string?>> Miles(ReportingDatabase database, string day, string knownAt = "infinity")
    {
        await using var command = database.Source.CreateCommand(
            $"select miles::text from reporting.placement_distance_as_at('{day}', '{knownAt}') where authority = '{Story.Cardiff}'"
        );
        await using var reader = await command.ExecuteReaderAsync();
        var miles = new List<string?>();
        while (await reader.ReadAsync())
        {
            miles.Add(reader.IsDBNull(0) ? null : reader.GetString(0));
        }
        return miles;
    }

    private static Story Child(string? home)
    {
        var child = new Story();
        return home is null ? child : child.Record(HomeMoves("2001-01-01", home));
    }

    private static ChildDetailsChanged HomeMoves(string on, string postcode) =>
        new()
        {
            EffectiveOn = Story.Day(on),
            Source = "tester",
            HomePostcode = postcode,
        };

    private static ChildDetailsChanged Unaccompanied(string on, bool seeking) =>
        new()
        {
            EffectiveOn = Story.Day(on),
            Source = "tester",
            UnaccompaniedAsylumSeeking = seeking,
        };

    private static PlacementStarted Placed(string on, string? postcode) =>
        new()
        {
            EffectiveOn = Story.Day(on),
            Placement = new PlacementFacts
            {
                PlacementId = Guid.NewGuid(),
                Kind = PlacementKind.FosterCare,
                Sector = Sector.OwnCouncil,
                Postcode = postcode,
            },
        };
}
