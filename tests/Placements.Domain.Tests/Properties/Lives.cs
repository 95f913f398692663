using FsCheck;
using FsCheck.Fluent;

namespace Placements.Tests.Domain;

/// <summary>
/// Lives made by chance: mostly senseless, packed into one month and a handful of homes so that facts meet, contradict and undo each
/// other; now and then at the ends of the calendar.
/// </summary>
internal static class Lives
{
    /// <summary>Up to thirty facts, half of them behind an orderly beginning.</summary>
    public static Arbitrary<ChildEvent[]> Facts { get; } = Arb.From(Seeds(30).Select(seeds => OfSeeds(seeds)), Fewer);

    /// <summary>Facts of which no two share both date and rank within the day, so that their order in life is settled.</summary>
    public static Arbitrary<ChildEvent[]> OrderedFacts { get; } =
        Arb.From(Seeds(40).Select(seeds => OfSeeds(seeds).DistinctBy(DateAndRank).ToArray()), Fewer);

    /// <summary>A recorded stream: facts with corrections and voids among them, sensible or not.</summary>
    public static Arbitrary<Entry[]> Streams { get; } = Arb.From(Seeds(30).Select(seeds => Recorded(seeds)));

    public static Entry[] Recorded(ChildEvent[] facts) => [.. facts.Select((fact, i) => new Entry(IdOf(i), i + 1, At(i), "", fact))];

    /// <summary>Three entries share an instant, as those of one command do.</summary>
    public static DateTimeOffset At(int place) => new DateTimeOffset(2025, 1, 1, 9, 0, 0, TimeSpan.Zero).AddHours(place / 3);

    public static Guid IdOf(int place) => Named($"entry {place}");

    private static Gen<int[]> Seeds(int most) => Gen.Choose(0, most).SelectMany(size => Gen.Choose(0, int.MaxValue - 1).ArrayOf(size));

    private static IEnumerable<ChildEvent[]> Fewer(ChildEvent[] facts) =>
        Enumerable.Range(0, facts.Length).Select(left => facts.Where((_, i) => i != left).ToArray());

    private static ChildEvent[] OfSeeds(int[] seeds)
    {
        ChildEvent[] beginning =
            seeds.Length % 2 == 0
                ? []
                : [Registered(), CameIntoCare("2024-01-01", LegalStatus.CareOrder), Placed("2024-01-01", Home("home 0"))];
        return [.. beginning, .. seeds.Select(seed => Fact(new Random(seed)))];
    }

    private static Entry[] Recorded(int[] seeds)
    {
        var facts = OfSeeds(seeds);
        for (var i = 0; i < seeds.Length; i++)
        {
            var chance = new Random(seeds[i]);
            // Places beyond the end stand for entries of another child.
            var target = IdOf(chance.Next(facts.Length + 1));
            var place = facts.Length - 1 - i;
            facts[place] = chance.Next(8) switch
            {
                0 => new EntryVoided
                {
                    EffectiveOn = DayOf(chance),
                    EntryId = target,
                    Reason = "",
                },
                1 => new EntryCorrected
                {
                    EffectiveOn = DayOf(chance),
                    EntryId = target,
                    Facts = facts[chance.Next(facts.Length)],
                    Reason = "",
                },
                _ => facts[place],
            };
        }
        return Recorded(facts);
    }

    private static ChildEvent Fact(Random chance)
    {
        var (home, absence, search, offer) = (Name("home"), Name("away"), Name("search"), Name("offer"));
        ChildEvent fact = chance.Next(24) switch
        {
            0 => Registered(born: OneOf("2012-05-14", "2006-01-15", "2024-01-10", "0001-01-01", "9999-12-31", null)),
            1 => DetailsChanged(
                "2024-01-01",
                born: OneOf(null, "2012-05-14", "2006-01-15", "2024-01-10"),
                team: OneOf(null, "team-1", "team-2")
            ),
            2 => Sought("2024-01-01", search),
            3 => Asked("2024-01-01", search, "provider"),
            4 => Offered("2024-01-01", search, offer),
            5 => Withdrawn("2024-01-01", offer),
            6 => Declined("2024-01-01", offer),
            7 => Closed("2024-01-01", search, Any<ReferralOutcome>()),
            8 or 9 => CameIntoCare("2024-01-01", Any<LegalStatus>()),
            10 => StatusBecame("2024-01-01", Any<LegalStatus>()),
            11 or 12 => LeftCare("2024-01-01", Any<CareEndReason>(), OneOf<bool?>(true, false, null)),
            13 or 14 => Placed("2024-01-01", AnyHome(home)),
            15 or 16 => Moved("2024-01-01", Name("home"), AnyHome(home), chance.Next(2) == 0, Any<ChangeReason>()),
            17 => BrokeDown("2024-01-01", home, Any<ChangeReason>()) with { NoticeHours = chance.Next(-5, 50) },
            18 => Ended("2024-01-01", home),
            19 => HomeChanged("2024-01-01", home) with
            {
                Kind = OneOf<PlacementKind?>(null, Any<PlacementKind>()),
                HostAuthority = OneOf(null, Cardiff, "W06000022", "E06000023", ""),
                WeeklyCost = chance.Next(-5, 500),
            },
            20 => Approved("2024-01-01", home, Any<Approver>()),
            21 => Told("2024-01-01", home, Any<NotifiedParty>(), Any<NotifiedParty>()),
            22 => Away("2024-01-01", absence, Any<AbsenceKind>(), OneOf(null, "08:00", "20:00")),
            _ => Back("2024-01-01", absence, OneOf(null, "07:00", "21:00")),
        };
        return fact with { EffectiveOn = DayOf(chance) };

        string Name(string of) => $"{of} {chance.Next(6)}";

        T Any<T>()
            where T : struct, Enum => Enum.GetValues<T>()[chance.Next(Enum.GetValues<T>().Length)];

        T OneOf<T>(params T[] values) => values[chance.Next(values.Length)];

        PlacementFacts AnyHome(string name) =>
            Home(name, Any<PlacementKind>(), Any<Sector>(), OneOf(null, Cardiff, "W06000022", "E06000023")) with
            {
                Country = OneOf<Country?>(null, Any<Country>()),
                ReferralId = OneOf<Guid?>(null, Named("search 1")),
                Registration = OneOf<Registration?>(null, Any<Registration>()),
            };
    }

    private static DateOnly DayOf(Random chance) =>
        chance.Next(60) switch
        {
            0 => DateOnly.MinValue,
            1 => DateOnly.MaxValue,
            2 => Day("2023-02-28"),
            3 => Day("2030-05-14"),
            _ => Day("2024-01-01").AddDays(chance.Next(30)),
        };

    /// <summary>The ranks of design 2, as far as two facts may not share one.</summary>
    private static (DateOnly, int) DateAndRank(ChildEvent fact) =>
        fact switch
        {
            ChildRegistered => (DateOnly.MinValue, -1),
            PlacementEnded or PlacementBrokeDown or AbsenceEnded => (fact.EffectiveOn, 0),
            CareEnded => (fact.EffectiveOn, 1),
            CareStarted => (fact.EffectiveOn, 2),
            LegalStatusChanged => (fact.EffectiveOn, 3),
            PlacementStarted or PlacementMoved => (fact.EffectiveOn, 4),
            AbsenceStarted => (fact.EffectiveOn, 6),
            _ => (fact.EffectiveOn, 5),
        };
}
