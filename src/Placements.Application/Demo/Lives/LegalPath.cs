using Placements.Domain.Codes;

namespace Placements.Application.Demo.Lives;

/// <summary>The legal statuses of one period of care: voluntary or an interim order first, then what the court decided.</summary>
internal static class LegalPath
{
    /// <param name="limit">The first day after the period, or after the demo.</param>
    /// <param name="orderBy">The child must be under an order by then (it lives with parents); null: need not.</param>
    /// <param name="adoptiveFrom">The day on which the child is placed for adoption.</param>
    public static List<(DateOnly On, LegalStatus Status)> Of(
        DemoRandom random,
        PlannedChild child,
        PlannedPeriod period,
        DateOnly limit,
        DateOnly? orderBy,
        DateOnly? adoptiveFrom
    )
    {
        var start = period.Start;
        if (child.Unaccompanied)
            return [(start, LegalStatus.Voluntary)];

        var days = limit.DayNumber - start.DayNumber;
        var court = adoptiveFrom is not null || orderBy is not null || days > 420;
        var first = period.StatusAtStart ?? AnyStart(random, child, period, court);

        var path = new List<(DateOnly On, LegalStatus Status)> { (start, first) };
        var on = start;
        if (first is LegalStatus.PoliceProtection or LegalStatus.EmergencyProtectionOrder)
        {
            on = on.AddDays(first == LegalStatus.PoliceProtection ? random.Between(1, 3) : random.Between(6, 18));
            Add(court || random.Chance(0.5) ? LegalStatus.InterimCareOrder : LegalStatus.Voluntary);
        }

        var proceedings = court && (adoptiveFrom is not null || orderBy is not null || random.Chance(0.8));
        if (path[^1].Status is LegalStatus.Voluntary && proceedings)
        {
            var latest = orderBy ?? adoptiveFrom?.AddDays(-70) ?? limit.AddDays(-20);
            on = Sooner(on.AddDays(random.Between(20, 320)), latest);
            if (on <= path[^1].On)
                path.Clear();
            if (path.Count == 0)
                on = start;
            Add(LegalStatus.InterimCareOrder);
        }
        if (path[^1].Status is LegalStatus.InterimCareOrder && days > 150)
        {
            on = path[^1].On.AddDays(random.Between(140, 330));
            if (adoptiveFrom is { } placed)
            {
                // Care and placement orders are often made together; one status holds at a time.
                on = Sooner(on, placed.AddDays(-random.Between(10, 40)));
                if (on > path[^1].On)
                    Add(LegalStatus.PlacementOrder);
            }
            else if (random.Chance(0.88))
            {
                Add(LegalStatus.CareOrder);
            }
        }
        else if (path[^1].Status is LegalStatus.CareOrder && adoptiveFrom is { } placed)
        {
            on = Sooner(start.AddDays(random.Between(90, 200)), placed.AddDays(-10));
            if (on > start)
                Add(LegalStatus.PlacementOrder);
        }
        path.RemoveAll(step => step.On >= limit);
        return path;

        void Add(LegalStatus status) => path.Add((on, status));
    }

    private static LegalStatus AnyStart(DemoRandom random, PlannedChild child, PlannedPeriod period, bool court)
    {
        if (period.Reason == CareEndReason.RemandEnded)
            return LegalStatus.Remand;

        var remand = child.AgeOn(period.Start) >= 12 && !court && period.Reason != CareEndReason.Custody;
        return random.Weighted(
            (LegalStatus.Voluntary, court ? 38 : 64),
            (LegalStatus.InterimCareOrder, court ? 53 : 27),
            (LegalStatus.CareOrder, court ? 2 : 0.5),
            (LegalStatus.PoliceProtection, 2),
            (LegalStatus.EmergencyProtectionOrder, 1.5),
            (LegalStatus.Remand, remand ? 9 : 0)
        );
    }

    /// <summary>From when no voluntary status follows any more; null while one holds at the end.</summary>
    public static DateOnly? OrderFrom(List<(DateOnly On, LegalStatus Status)> path)
    {
        DateOnly? from = null;
        foreach (var (on, status) in path)
            from = status == LegalStatus.Voluntary ? null : from ?? on;
        return from;
    }

    private static DateOnly Sooner(DateOnly a, DateOnly b) => a < b ? a : b;
}
