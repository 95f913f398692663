using Placements.Application.Demo.Lives;
using Placements.Domain.Codes;

namespace Placements.Application.Demo.Censuses;

/// <summary>
/// D1 to D5: who moved into residential homes in the year to the census day, and who moved out. All of it is pinned, so that chance has
/// no part in it: those who came and stayed, those who were there all year, those who moved on or left care, and those who came and went.
/// </summary>
internal sealed class ResidentialYear(DemoTargets targets, DemoRandom random, CensusRoll roll, List<PlannedChild> children)
{
    private readonly DateOnly opening = targets.YearStart.AddDays(-1);
    private readonly HashSet<PlannedChild> busy = [];
    private readonly List<(PlannedChild Child, DateOnly On, PlacementCategory? From)> arrivals = [];
    private readonly List<PlacementCategory?> originsOfPassing = [];

    /// <summary>The day on which the stay of the census day began.</summary>
    public Dictionary<PlannedChild, DateOnly> Since { get; } = [];

    /// <summary>Those in residential homes on the eve of the year who left them in it, and when.</summary>
    public Dictionary<PlannedChild, DateOnly> Leaving { get; } = [];

    /// <summary>Those in residential homes on the census day.</summary>
    public void GiveHomes()
    {
        var bands = targets.ResidentialStay.Select(band => new Band(targets.CensusDay, band)).ToList();
        foreach (var band in bands.Where(band => band.First < targets.YearStart))
        {
            for (; band.Left > 0; band.Left--)
                Give(
                    roll.Choose(child =>
                        CensusRoll.Yes(StartOf(child) <= band.Last && child.Birthday(7) <= band.Last)
                        * (band.First <= targets.CensusDay.AddYears(-6) ? roll.Aged(child, 17, 17) : 1)
                        * Likely(child)
                    ),
                    band
                );
        }
        GiveArrivals(bands.FindAll(band => band.First >= targets.YearStart));
        if (roll.Left(PlacementCategory.InHouseResidential) + roll.Left(PlacementCategory.ExternalResidential) != 0)
            throw new InvalidOperationException("The lengths of stay in residential homes do not add up to the children in them.");
    }

    private void GiveArrivals(List<Band> bands)
    {
        var origins = targets.MovesIntoResidential.SelectMany(origin => Enumerable.Repeat(origin.From, origin.Children)).ToList();
        random.Shuffle(origins);
        // Those who moved from one home to another, or came from hospital, are among those who are still there.
        origins = [.. origins.OrderBy(from => from is PlacementCategory.ExternalResidential or PlacementCategory.Health ? 0 : 1)];
        var places = bands.Sum(band => band.Left);
        originsOfPassing.AddRange(origins.Skip(places));
        origins = [.. origins.Take(places)];

        var fromStart = origins.RemoveAll(from => from is null);
        for (var i = 0; i < fromStart; i++)
        {
            var nine = i < targets.StartedInResidentialAgedNine;
            var child = roll.Choose(child =>
                CensusRoll.Yes(bands.Exists(band => band.Left > 0 && band.Has(StartOf(child))))
                * CensusRoll.Yes(nine ? child.AgeOn(StartOf(child)) == 9 : child.AgeOn(StartOf(child)) > 10)
                * Likely(child)
            );
            var band = bands.Find(band => band.Has(StartOf(child)))!;
            band.Left--;
            Arrive(child, band, StartOf(child), from: null);
        }

        random.Shuffle(origins);
        var slots = bands.SelectMany(band => Enumerable.Repeat(band, band.Left)).Zip(origins);
        foreach (var (band, from) in slots.OrderBy(slot => slot.Second == PlacementCategory.ExternalResidential ? 0 : 1))
        {
            var first = band.First > targets.YearStart ? band.First : targets.YearStart.AddDays(1);
            var settledBy = from == PlacementCategory.ExternalResidential ? opening.AddDays(-60) : band.Last.AddDays(-10);
            var child = roll.Choose(child => CensusRoll.Yes(StartOf(child) <= settledBy && child.Birthday(7) <= settledBy) * Likely(child));
            var earliest = Later(first, StartOf(child).AddDays(10));
            Arrive(child, band, random.Day(Later(earliest, child.Birthday(7)), band.Last), from);
        }
    }

    private void Arrive(PlannedChild child, Band band, DateOnly on, PlacementCategory? from)
    {
        arrivals.Add((child, on, from));
        Give(child, band);
        Since[child] = on;
    }

    private void Give(PlannedChild child, Band band)
    {
        var inHouse = roll.Left(PlacementCategory.InHouseResidential) > 0 && busy.Count % 10 == 4;
        busy.Add(child);
        Since[child] = random.Day(Later(Later(band.First, StartOf(child)), child.Birthday(7)), band.Last);
        roll.Give(child, inHouse ? PlacementCategory.InHouseResidential : PlacementCategory.ExternalResidential);
    }

    /// <summary>When all are pinned who were in care on the census day.</summary>
    public void PinMoves()
    {
        foreach (var (child, on, from) in arrivals)
        {
            if (from is PlacementCategory.ExternalResidential)
                Leaving[child] = on;
            else if (from is { } origin)
                child.PinDown(AnyPin(on.AddDays(-1), origin) with { Until = on });
        }
        foreach (var from in originsOfPassing)
            PinPassing(from);
        PinLeaving();
    }

    private void PinPassing(PlacementCategory? from)
    {
        var last = targets.CensusDay.AddDays(-90);
        var on = random.Day(targets.YearStart.AddDays(10), last);
        var child = Choose(
            children,
            child =>
            {
                var start =
                    from is null ? child.Periods.Find(period => period.Start > targets.YearStart && period.Start <= last)?.Start
                    : child.PeriodOn(on)?.Start is { } began && began <= on.AddDays(-30) ? on
                    : null;
                return start is { } day ? MovesOn(child, day, day.AddDays(80)) * CensusRoll.Yes(child.AgeOn(day) > 10) : 0;
            }
        );
        if (from is { } origin)
            child.PinDown(AnyPin(on.AddDays(-1), origin) with { Until = on });
        else
            on = child.Periods.Find(period => period.Start > targets.YearStart)!.Start;

        var until = on.AddDays(random.Between(20, 75));
        child.PinDown(AnyPin(on, PlacementCategory.ExternalResidential) with { Since = on, Until = until });
        PinNext(child, until);
    }

    private void PinLeaving()
    {
        var may = children.FindAll(child =>
            child.PeriodOn(opening) is { IsAdopted: false } period
            && period.Start <= opening.AddDays(-60)
            && LastMove(child) > targets.YearStart
            && child.Birthday(9) <= opening
        );
        var leaving = may.FindAll(child => EndOf(child) <= targets.CensusDay);
        for (var i = 0; i < targets.TurnedEighteenInResidential; i++)
            LeaveCare(child => EndOf(child) == child.LastDayOfCare && !child.PeriodOn(opening)!.EndsWithFosterCarer);
        for (var i = 0; i < targets.WentHomeFromResidential; i++)
            LeaveCare(child => EndOf(child) < child.LastDayOfCare && child.PeriodOn(opening)!.Reason == CareEndReason.ReturnedHome);

        for (var i = 0; i < targets.MovesOutToIndependentLiving; i++)
        {
            var child = Choose(
                may,
                child =>
                    CensusRoll.Yes(child.Birthday(16) < LastMove(child) && !child.PeriodOn(opening)!.EndsWithFosterCarer)
                    * CensusRoll.Yes(PinAfter(child, opening) is null or { Category: PlacementCategory.IndependentLiving })
            );
            var on = random.Day(Later(targets.YearStart, child.Birthday(16)).AddDays(1), LastMove(child));
            Leaving[child] = on;
            var pin = PinAfter(child, opening) ?? AnyPin(on, PlacementCategory.IndependentLiving);
            child.PinDown(pin with { On = on, Since = on });
        }

        var toResidential = arrivals.Count(arrival => arrival.From == PlacementCategory.ExternalResidential);
        var passing = originsOfPassing.Count;
        var elsewhere = targets.MovesOutOfResidential - targets.MovesOutToIndependentLiving - toResidential - passing;
        for (var i = 0; i < elsewhere; i++)
        {
            var child = Choose(may, child => MovesOn(child, opening, targets.YearStart.AddDays(20)) * (child.AgeOn(opening) >= 12 ? 4 : 1));
            var on = random.Day(targets.YearStart.AddDays(1), LastMove(child));
            Leaving[child] = on;
            PinNext(child, on);
        }

        void LeaveCare(Predicate<PlannedChild> fits)
        {
            var child = Choose(leaving, child => CensusRoll.Yes(fits(child)));
            Leaving[child] = EndOf(child)!.Value;
        }
    }

    /// <summary>In care from one day to the other without a break, and then with foster carers or kin, or anywhere.</summary>
    private double MovesOn(PlannedChild child, DateOnly from, DateOnly to) =>
        child.PeriodOn(from) is { IsAdopted: false } period
            ? CensusRoll.Yes(period.Covers(to.AddDays(15)))
                * CensusRoll.Yes(
                    PinAfter(child, from)
                        is null
                            or {
                                Since: null,
                                Category: PlacementCategory.ExternalFostering
                                    or PlacementCategory.InHouseFostering
                                    or PlacementCategory.Kinship
                            }
                )
            : 0;

    private void PinNext(PlannedChild child, DateOnly on)
    {
        var pin =
            PinAfter(child, on)
            ?? AnyPin(
                on,
                random.Weighted(
                    (PlacementCategory.ExternalFostering, 5),
                    (PlacementCategory.InHouseFostering, 2),
                    (PlacementCategory.Kinship, 3.0)
                )
            );
        child.PinDown(pin with { On = on, Since = on });
    }

    /// <summary>The last day for a move in the year that leaves time for another home.</summary>
    private DateOnly LastMove(PlannedChild child)
    {
        var last = targets.CensusDay.AddDays(-1);
        return EndOf(child) is { } end && end.AddDays(-15) < last ? end.AddDays(-15) : last;
    }

    private DateOnly? EndOf(PlannedChild child) => child.PeriodOn(opening)!.End;

    private DateOnly StartOf(PlannedChild child) => child.PeriodOn(targets.CensusDay)!.Start;

    private double Likely(PlannedChild child) => roll.LeavesFromResidential(child) * (child.AgeOn(targets.CensusDay) >= 12 ? 4 : 1);

    private static Pin? PinAfter(PlannedChild child, DateOnly day) =>
        child.Pins.Find(pin => pin.On > day && child.PeriodOn(day)!.Covers(pin.On));

    private Pin AnyPin(DateOnly on, PlacementCategory category) => targets.Census.HomesOf(category).AnyPin(random, on);

    private PlannedChild Choose(List<PlannedChild> among, Func<PlannedChild, double> weight)
    {
        var child =
            random.Choose(among, child => child.Unaccompanied || busy.Contains(child) ? 0 : weight(child))
            ?? throw new InvalidOperationException("No child fits a move into or out of residential homes; widen the flow.");
        busy.Add(child);
        return child;
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    /// <summary>Days on which a stay of so many months began.</summary>
    private sealed class Band(DateOnly day, (int FromMonths, int ToMonths, int Children) stay)
    {
        public DateOnly First { get; } = day.AddMonths(-stay.ToMonths).AddDays(1);

        public DateOnly Last { get; } = day.AddMonths(-stay.FromMonths);

        public int Left { get; set; } = stay.Children;

        public bool Has(DateOnly on) => on >= First && on <= Last;
    }
}
