using Placements.Domain.Codes;

namespace Placements.Application.Demo.Lives;

/// <summary>
/// Who is in care when: month by month, children start and others leave, so that the number looked after at each month's end is the
/// target's. Nothing is decided here about homes.
/// </summary>
internal sealed class CareFlow(DemoTargets targets, DemoRandom random)
{
    private readonly List<PlannedChild> children = [];
    private readonly List<PlannedChild> inCare = [];
    private readonly List<PlannedChild> wentHome = [];
    private int families;

    public List<PlannedChild> Run()
    {
        int[] starts = [];
        for (var first = targets.WarmUpFrom; first <= targets.LastDay; first = first.AddMonths(1))
        {
            if (first.Month == 4 || starts.Length == 0)
                starts = SpreadOverYear(targets.StartsInYear(first.Year + 1));
            RunMonth(first, first.AddMonths(1).AddDays(-1), starts[(first.Month + 8) % 12]);
        }
        children.RemoveAll(child => child.Last.End <= targets.HistoryFrom);
        return children;
    }

    private int[] SpreadOverYear(int starts)
    {
        var months = new int[12];
        for (var i = 0; i < starts; i++)
            months[random.Below(12)]++;
        return months;
    }

    private void RunMonth(DateOnly first, DateOnly last, int starts)
    {
        var adults = inCare.FindAll(child => child.LastDayOfCare >= first && child.LastDayOfCare <= last);
        var ends = inCare.Count + starts - targets.StockOn(last);
        if (ends < adults.Count)
        {
            starts += adults.Count - ends;
            ends = adults.Count;
        }

        foreach (var child in adults)
            End(child, child.LastDayOfCare, ReasonAtEighteen(child));
        for (var left = starts; left > 0; )
            left -= Start(random.Day(first, last), left, last);
        for (var i = adults.Count; i < ends; i++)
            EndOne(first, last);
    }

    /// <summary>Starts one child or a group of siblings together; says how many.</summary>
    private int Start(DateOnly on, int most, DateOnly monthEnd)
    {
        if (random.Chance(targets.ReturnShare) && FindReturning(on) is { } returning)
        {
            wentHome.Remove(returning);
            Begin(returning, on);
            return 1;
        }
        if (random.Chance(targets.UnaccompaniedShare) && on.Year >= 2012)
        {
            var days = random.Chance(0.14) ? random.Between(5450, 5820) : random.Between(5850, 6440);
            Begin(NewChild(on.AddDays(-days), unaccompanied: true, ++families), on);
            return 1;
        }

        var family = ++families;
        var eldest = NewChild(BornForStart(on, monthEnd), unaccompanied: false, family);
        Begin(eldest, on);
        if (most == 1 || !random.Chance(0.24))
            return 1;

        var others = Math.Min(most - 1, random.Weighted((1, 5), (2, 3), (3, 1)));
        var youngest = eldest.Born;
        for (var i = 0; i < others; i++)
        {
            youngest = youngest.AddDays(random.Between(330, 1300));
            if (youngest >= on.AddDays(-1))
                return i + 1;
            var sibling = NewChild(youngest, unaccompanied: false, family);
            sibling.HasSiblings = eldest.HasSiblings = true;
            Begin(sibling, on);
        }
        return others + 1;
    }

    private PlannedChild? FindReturning(DateOnly on)
    {
        for (var tries = 0; tries < 12 && wentHome.Count > 0; tries++)
        {
            var child = random.Pick(wentHome);
            var since = on.DayNumber - child.Last.End!.Value.DayNumber;
            if (since > 1200 || child.LastDayOfCare < on.AddDays(90))
                wentHome.Remove(child);
            else if (since > 30)
                return child;
        }
        return null;
    }

    private DateOnly BornForStart(DateOnly on, DateOnly monthEnd)
    {
        var (least, most) = random.Weighted(
            ((2, 40), 11),
            ((40, 365), 9),
            ((365, 1825), 18),
            ((1825, 3650), 19),
            ((3650, 5840), 34),
            ((5840, 6480), 9.0)
        );
        var born = on.AddDays(-random.Between(least, most));
        // Nobody starts care in the month that ends it.
        return born.AddYears(18).AddDays(-1) <= monthEnd ? monthEnd.AddYears(-18).AddDays(40) : born;
    }

    private PlannedChild NewChild(DateOnly born, bool unaccompanied, int family)
    {
        var child = new PlannedChild
        {
            Number = children.Count + 1,
            Born = born,
            Family = family,
            Unaccompanied = unaccompanied,
            Transferred = unaccompanied && random.Chance(0.35),
            Boy = random.Chance(unaccompanied ? 0.88 : 0.53),
            Disabled = !unaccompanied && random.Chance(0.035),
        };
        children.Add(child);
        return child;
    }

    private void Begin(PlannedChild child, DateOnly on)
    {
        child.Periods.Add(new PlannedPeriod { Start = on });
        inCare.Add(child);
    }

    private void End(PlannedChild child, DateOnly on, CareEndReason reason)
    {
        child.Last.End = on;
        child.Last.Reason = reason;
        inCare.Remove(child);
        if (reason == CareEndReason.ReturnedHome)
            wentHome.Add(child);
    }

    private CareEndReason ReasonAtEighteen(PlannedChild child) =>
        child.Disabled ? CareEndReason.AdultSocialServices : random.Weighted(targets.EndsAtEighteen.ToArray());

    private void EndOne(DateOnly first, DateOnly last)
    {
        var reason = random.Weighted(targets.EndsBeforeEighteen.ToArray());
        var child = Choose(reason) ?? Choose(reason = CareEndReason.ReturnedHome);
        if (child is null)
            throw new InvalidOperationException($"Nobody could leave care in the month to {last:yyyy-MM-dd}; the stock cannot be met.");

        var earliest = child.Last.Start.AddDays(1) > first ? child.Last.Start.AddDays(1) : first;
        End(child, random.Day(earliest, last), reason);

        PlannedChild? Choose(CareEndReason way) => random.Choose(inCare, child => WaysOut.Before18(child, child.Last, way, last));
    }
}
