using Placements.Application.Reporting;
using Placements.Testing;
using Xunit;

namespace Placements.Tests.Api.Reporting;

/// <summary>SQL against an independent count of the same lives.</summary>
public sealed class RecountTests(TestCluster cluster)
{
    private const int Children = 600;

    private static readonly string[] BothAuthorities = [Story.Cardiff, Story.Newport];
    private static readonly string[] Days =
    [
        "2022-04-01",
        "2023-03-31",
        "2023-04-01",
        "2023-12-24",
        "2024-03-31",
        "2024-04-02",
        "2025-02-28",
    ];

    [Fact]
    public async Task Every_figure_of_made_up_lives_is_what_counting_day_by_day_gives()
    {
        var stories = Enumerable.Range(1, Children).Select(RandomStory.Of).ToList();
        await using var database = await ReportingDatabase.Of(cluster, stories);
        var scope = new Scope(BothAuthorities, null);
        DateTimeOffset?[] known = [null, new DateTimeOffset(2023, 4, 1, 12, 0, 0, TimeSpan.Zero)];
        var lookedAfter = 0;

        foreach (var clocks in Days.SelectMany(day => known.Select(instant => new Clocks(Story.Day(day), instant))))
        {
            var recounts = stories.ToDictionary(story => story.Id, story => new Recount(story, clocks));
            await Same(Figure.Stability, row => row.ChildId, recount => recount.Stability());
            await Same(Figure.CurrentPlacement, row => row.ChildId, recount => recount.CurrentPlacement());
            await Same(Figure.OutOfCounty, row => row.ChildId, recount => recount.OutOfCounty());

            var rows = recounts.Values.Select(recount => recount.Stability()).OfType<StabilityRow>().ToList();
            var summary = await database.Figures.StabilitySummary(scope, clocks, CancellationToken.None);
            Assert.Equal(rows.Count, summary.LookedAfter);
            Assert.Equal(rows.Count(row => row.ThreeOrMore), summary.ThreeOrMore);
            Assert.Equal(rows.Count(row => row.LongTermStable is not null), summary.LongTermEligible);
            Assert.Equal(rows.Count(row => row.LongTermStable == true), summary.LongTermStable);
            var endings = recounts.Values.SelectMany(recount => recount.Endings()).ToList();
            Assert.Equal(endings.Count, summary.PlacementsEndedInYear);
            Assert.Equal(endings.Count(placement => placement.BrokeDown), summary.BreakdownsInYear);
            lookedAfter += rows.Count;

            var shortBreaks = await database.Ask<long>(
                "select count(*) from reporting.short_breaks_as_at($1, $2)",
                clocks.AsAt,
                clocks.AsKnownAt?.UtcDateTime ?? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc)
            );
            Assert.Equal(recounts.Values.Count(recount => recount.OnShortBreaks), shortBreaks);

            async Task Same<TRow>(Figure<TRow> figure, Func<TRow, Guid> childOf, Func<Recount, TRow?> count)
                where TRow : class
            {
                var actual = new Dictionary<Guid, TRow>();
                await foreach (var row in database.Figures.All(figure, scope, clocks, CancellationToken.None))
                {
                    actual.Add(childOf(row), row);
                }
                foreach (var (childId, recount) in recounts)
                {
                    var expected = count(recount);
                    if (!Equals(expected, actual.GetValueOrDefault(childId)))
                    {
                        var seed = stories.FindIndex(story => story.Id == childId) + 1;
                        Assert.Fail($"Story {seed} at {clocks}: counted {expected}, the database says {actual.GetValueOrDefault(childId)}");
                    }
                }
            }
        }

        // A generator that makes nobody looked after would prove nothing.
        Assert.InRange(lookedAfter, Children, Children * Days.Length * known.Length);
    }
}
