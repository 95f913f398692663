using FsCheck;
using FsCheck.Fluent;
using Placements.Domain.Codes.Returns;
using Placements.Domain.Returns;

namespace Placements.Tests.Domain.Returns;

/// <summary>What holds of the episodes of any life, and of the way back from episodes to facts.</summary>
public class EpisodeProperties
{
    private static void Holds<T>(Arbitrary<T> lives, Action<T> law) =>
        Prop.ForAll(lives, law).Check(Config.QuickThrowOnFailure.WithMaxTest(400).WithQuietOnSuccess(true));

    [Fact]
    public void Of_any_life_each_ends_where_the_next_of_its_period_begins_and_none_is_empty() =>
        Holds(
            Lives.Facts,
            facts =>
            {
                var episodes = Episodes.Of(CareJourney.Of(Lives.Recorded(facts)));
                for (var i = 0; i < episodes.Count; i++)
                {
                    Assert.True(episodes[i].EndedOn is null || episodes[i].EndedOn > episodes[i].StartedOn);
                    if (i + 1 < episodes.Count && episodes[i].Continues)
                        Assert.Equal(episodes[i].EndedOn, episodes[i + 1].StartedOn);
                }
            }
        );

    [Fact]
    public void Facts_told_from_episodes_give_the_same_episodes_again() =>
        Holds(
            Lines,
            line =>
            {
                var told = EpisodeFacts.Of(line, IdOf).Select(fact => fact.Fact);
                var again = Episodes.Of(Story.Given([Registered(on: "1995-01-01", born: null), .. told]).Journey());

                Assert.Equal(InWords(line), InWords(again));
            }
        );

    /// <summary>Lines of episodes that fit together, as an import makes them.</summary>
    private static Arbitrary<Episode[]> Lines { get; } =
        Arb.From(Gen.Choose(1, 9).SelectMany(size => Gen.Choose(0, int.MaxValue - 1).ArrayOf(size)).Select(Line));

    private static Episode[] Line(int[] seeds)
    {
        var line = new Episode[seeds.Length];
        var on = Day("2024-01-01");
        for (var i = 0; i < seeds.Length; i++)
        {
            var chance = new Random(seeds[i]);
            var before = i == 0 || !line[i - 1].Continues ? null : line[i - 1];
            line[i] = Next(chance, before, on);
            var last = i == seeds.Length - 1;
            var ends = !last || chance.Next(2) == 0;
            var leaves = line[i].Absence is null && (last || chance.Next(4) == 0);
            if (ends && (leaves || !last))
            {
                on = on.AddDays(chance.Next(1, 60));
                line[i] = line[i] with
                {
                    EndedOn = on,
                    CareEnd = leaves ? new CareEndFacts(CareEndReason.ReturnedHome, Planned: chance.Next(2) == 0) : null,
                };
                if (leaves)
                    on = on.AddDays(chance.Next(1, 30));
            }
        }
        Reasons(line);
        return line;
    }

    private static Episode Next(Random chance, Episode? before, DateOnly on)
    {
        var statuses = new[] { LegalStatus.InterimCareOrder, LegalStatus.CareOrder, LegalStatus.Voluntary };
        if (before is null)
            return new Episode
            {
                StartedOn = on,
                Start = chance.Next(3) == 0 ? EpisodeStart.Moved : EpisodeStart.CareStarted,
                LegalStatus = statuses[chance.Next(3)],
                CategoryOfNeed = CategoryOfNeed.AbuseOrNeglect,
                Placement = SomeHome(chance),
            };

        var away = before.Absence is not null;
        var next = before with { StartedOn = on, EndedOn = null, CareEnd = null, ChangeReason = null, Absence = null };
        return (away ? 3 : chance.Next(4)) switch
        {
            0 => next with
            {
                Start = EpisodeStart.LegalStatusChanged,
                LegalStatus = statuses[(Array.IndexOf(statuses, before.LegalStatus) + 1) % 3],
            },
            1 => next with { Start = EpisodeStart.Moved, Placement = SomeHome(chance) },
            2 => next with
            {
                Start = EpisodeStart.DetailsChanged,
                Placement = before.Placement! with { Postcode = $"CF{(on.DayNumber % 90) + 10} {on.DayNumber / 90 % 10}AA" },
            },
            _ when away => next with { Start = EpisodeStart.Moved },
            _ => next with { Start = EpisodeStart.Moved, Absence = AbsenceKind.ChildsHoliday },
        };
    }

    private static void Reasons(Episode[] line)
    {
        for (var i = 0; i + 1 < line.Length; i++)
        {
            if (!line[i].Continues || line[i].Absence is not null || line[i + 1].Absence is not null)
                continue;
            line[i] = line[i] with
            {
                ChangeReason = line[i + 1].Start switch
                {
                    EpisodeStart.Moved => ChangeReason.CarePlan,
                    EpisodeStart.DetailsChanged => ChangeReason.Administrative,
                    _ => null,
                },
            };
        }
    }

    private static PlacementFacts SomeHome(Random chance) =>
        new()
        {
            Kind = chance.Next(2) == 0 ? PlacementKind.FosterCare : PlacementKind.ChildrensHome,
            Sector = chance.Next(2) == 0 ? Sector.OwnCouncil : Sector.ForProfit,
            Postcode = $"CF{chance.Next(10, 99)} {chance.Next(1, 9)}BB",
        };

    private static Guid IdOf(FactKey key) => Named($"{(int)key.Slot} {key.On:yyMMdd}");

    /// <summary>Line by line and without the ids, which episodes told of anew do not share.</summary>
    private static string InWords(IReadOnlyList<Episode> line) =>
        string.Join(
            '\n',
            line.Select(episode =>
                episode with
                {
                    EntryIds = [],
                    Placement = episode.Absence is null ? episode.Placement! with { PlacementId = Guid.Empty } : null,
                }
            )
        );
}
