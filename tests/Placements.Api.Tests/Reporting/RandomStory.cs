using Placements.Domain.Codes;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;

namespace Placements.Tests.Api.Reporting;

/// <summary>
/// Lives that a generator makes up, nasty ones first of all: days that coincide, days around 1 April, moves from homes left, breaks in
/// the record, entries late and out of order, corrections and voids. Many would be refused at recording; imported ones are like that.
/// </summary>
internal static class RandomStory
{
    private static readonly string[] Teams = ["north", "south"];
    private static readonly string?[] Carers = [null, null, "a", "b", "c"];
    private static readonly string?[] Hosts = [Story.Cardiff, Story.Newport, "W06000023", "E10000013", "E06000019", null];
    private static readonly string[] Starts = ["2019-02-11", "2020-04-01", "2021-03-31", "2022-11-05", "2023-02-20", "2023-04-01"];
    private static readonly int[] Gaps = [0, 0, 0, 1, 1, 2, 5, 9, 27, 30, 60, 120, 365, 500];

    public static Story Of(int seed)
    {
        var random = new Random(seed);
        var life = Life(random);

        var story = new Story(
            random.Next(3) == 0 ? Story.Newport : Story.Cardiff,
            random.Next(10) == 0 ? null : $"{random.Next(2006, 2020)}-{random.Next(1, 13):00}-{random.Next(1, 29):00}",
            random.Next(3) == 0 ? null : Teams[random.Next(2)]
        );
        // Recorded in rounds of a month each; some entries wait for a later round.
        var recorded = new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < life.Count; i++)
        {
            if (random.Next(4) == 0)
            {
                var later = random.Next(i, life.Count);
                (life[i], life[later]) = (life[later], life[i]);
            }
            if (random.Next(3) == 0)
            {
                recorded = recorded.AddDays(random.Next(40));
                story.RecordedAt(recorded);
            }
            recorded = recorded.AddMinutes(1);
            story.RecordedAt(recorded).Record(life[i]);
            if (random.Next(12) == 0)
            {
                recorded = recorded.AddMinutes(1);
                story.RecordedAt(recorded).Record(Revision(random, story.Entries));
            }
        }
        return story;
    }

    private static List<ChildEvent> Life(Random random)
    {
        var life = new Story();
        var day = Story.Day(Starts[random.Next(Starts.Length)]);
        life.CareStarts(Text(day), Status(random));
        var steps = random.Next(2, 16);
        for (var i = 0; i < steps && day < new DateOnly(2024, 9, 1); i++)
        {
            if (random.Next(6) == 0)
            {
                // A day or two around the turn of the year.
                var turn = new DateOnly(day.Month < 4 ? day.Year : day.Year + 1, 4, 1);
                day = turn.AddDays(random.Next(-1, 2)) is var near && near > day ? near : day;
            }
            else
            {
                day = day.AddDays(Gaps[random.Next(Gaps.Length)]);
            }
            Step(random, life, Text(day));
        }
        return [.. life.Entries.Skip(1).Select(entry => entry.Fact)];
    }

    private static void Step(Random random, Story life, string day)
    {
        switch (random.Next(20))
        {
            case <= 3:
                life.Placed(day, Carer(random), Kind(random), Hosts[random.Next(Hosts.Length)]);
                break;
            case <= 9:
                life.Moves(day, Carer(random), Kind(random), random.Next(2) == 0, Hosts[random.Next(Hosts.Length)]);
                break;
            case 10:
                life.BreaksDown(day);
                break;
            case 11:
                life.BreaksDown(day).Placed(day, Carer(random), Kind(random));
                break;
            case 12:
                life.PlacementEnds(day);
                break;
            case 13:
                life.HomeChanges(day, Hosts[random.Next(Hosts.Length)]);
                break;
            case <= 15:
                life.Away(day, random.Next(4) == 0 ? AbsenceKind.Missing : AbsenceKind.Hospital);
                break;
            case 16:
                life.Back(day);
                break;
            case 17:
                life.StatusBecomes(day, Status(random));
                break;
            case 18:
                life.CareEnds(day);
                break;
            default:
                life.CareEnds(day).CareStarts(day, Status(random)).Placed(day, Carer(random));
                break;
        }
    }

    private static ChildEvent Revision(Random random, IReadOnlyList<Entry> entries)
    {
        var target = entries[random.Next(1, entries.Count)];
        if (random.Next(3) == 0 || target.Fact is EntryCorrected or EntryVoided)
        {
            return new EntryVoided
            {
                EffectiveOn = target.Fact.EffectiveOn,
                EntryId = target.Id,
                Reason = "did not happen",
            };
        }
        return new EntryCorrected
        {
            EffectiveOn = target.Fact.EffectiveOn,
            EntryId = target.Id,
            Reason = "another day",
            Facts = target.Fact with { EffectiveOn = target.Fact.EffectiveOn.AddDays(random.Next(-9, 10)) },
        };
    }

    private static string? Carer(Random random) => Carers[random.Next(Carers.Length)];

    private static PlacementKind Kind(Random random) =>
        random.Next(6) switch
        {
            0 => PlacementKind.AdoptivePlacement,
            1 => PlacementKind.ChildrensHome,
            _ => PlacementKind.FosterCare,
        };

    private static LegalStatus Status(Random random) => random.Next(5) == 0 ? LegalStatus.ShortBreaks : LegalStatus.CareOrder;

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd");
}
