using Placements.Domain.Codes;

namespace Placements.Application.Demo.Lives;

/// <summary>E1 to E3: why care began and ended in the year, and under what status, in exactly the shares that are published.</summary>
internal sealed class YearOfCare(DemoTargets targets, DemoRandom random, List<PlannedChild> children)
{
    /// <summary>Chance came near already: only what is too many of one way out becomes another that fits the child as well.</summary>
    public void GiveReasons()
    {
        var ends = Periods(period => period.End is { } end && targets.IsInYear(end));
        var left = Shares.Of(ends.Count, ReasonShares());
        foreach (var (_, period) in ends)
            left[period.Reason!.Value]--;
        // Who came back had gone home.
        ends.RemoveAll(end => end.Period != end.Child.Last);

        foreach (var reason in left.Keys.ToList())
        {
            while (left[reason] > 0 && OneMore(reason, [reason])) { }
        }

        // Where none too many fits, one that does is taken from a third way out, which then takes another.
        bool OneMore(CareEndReason reason, HashSet<CareEndReason> tried)
        {
            if (Change(of => left[of] < 0, reason))
                return true;
            foreach (var third in left.Keys.Where(third => !tried.Contains(third)).ToList())
            {
                if (!ends.Exists(end => end.Period.Reason == third && Fit(end.Child, end.Period, reason) > 0))
                    continue;
                tried.Add(third);
                if (OneMore(third, tried))
                    return Change(of => of == third, reason);
            }
            return false;
        }

        bool Change(Predicate<CareEndReason> of, CareEndReason reason)
        {
            var (_, period) = random.Choose(ends, end => of(end.Period.Reason!.Value) ? Fit(end.Child, end.Period, reason) : 0);
            if (period is null)
                return false;
            left[period.Reason!.Value]++;
            left[reason]--;
            period.Reason = reason;
            return true;
        }
    }

    /// <summary>After the homes are known: nobody lives with parents on remand.</summary>
    public void GiveStarts()
    {
        var starts = Periods(period => targets.IsInYear(period.Start));
        Deal(starts, targets.Needs, FitNeed, (period, need) => period.Need = need);
        Deal(starts, targets.StatusesAtStart, FitStatus, (period, status) => period.StatusAtStart = status);
    }

    private List<(PlannedChild Child, PlannedPeriod Period)> Periods(Func<PlannedPeriod, bool> which) =>
        [.. children.SelectMany(child => child.Periods.Where(which).Select(period => (child, period)))];

    private List<(CareEndReason, double)> ReasonShares() =>
        [
            .. targets
                .EndsBeforeEighteen.Concat(targets.EndsAtEighteen)
                .GroupBy(end => end.Reason)
                .Select(group => (group.Key, group.Sum(end => end.Share))),
        ];

    private static double Fit(PlannedChild child, PlannedPeriod period, CareEndReason reason) =>
        period.End == child.LastDayOfCare ? WaysOut.At18(child, reason) : WaysOut.Before18(child, period, reason, period.End!.Value);

    /// <summary>The rarest first. A child that only one kind fits takes one of that kind before others do.</summary>
    private void Deal<TKind>(
        List<(PlannedChild Child, PlannedPeriod Period)> among,
        IReadOnlyList<(TKind Kind, double Share)> shares,
        Func<PlannedChild, PlannedPeriod, TKind, double> fit,
        Action<PlannedPeriod, TKind> give
    )
        where TKind : notnull
    {
        var waiting = among.ToList();
        foreach (var (kind, count) in Shares.Of(among.Count, shares).OrderBy(entry => entry.Value))
        {
            for (var i = 0; i < count; i++)
            {
                var chosen = random.Choose(waiting, start => fit(start.Child, start.Period, kind));
                if (chosen.Child is null)
                    break;
                waiting.Remove(chosen);
                give(chosen.Period, kind);
            }
        }
    }

    private const double Always = 1_000_000;

    private static double FitNeed(PlannedChild child, PlannedPeriod period, CategoryOfNeed need)
    {
        if (child.Unaccompanied)
            return need == CategoryOfNeed.AbsentParenting ? Always : 0;

        var age = child.AgeOn(period.Start);
        return need switch
        {
            CategoryOfNeed.ChildDisability => child.Disabled ? 20 : 1,
            CategoryOfNeed.SociallyUnacceptableBehaviour => age >= 10 ? 1 : 0,
            CategoryOfNeed.AdoptionDisruption => age >= 3 ? 1 : 0,
            _ => 1,
        };
    }

    private static double FitStatus(PlannedChild child, PlannedPeriod period, LegalStatus status)
    {
        if (child.Unaccompanied)
            return status == LegalStatus.Voluntary ? Always : 0;
        if (period.Reason == CareEndReason.RemandEnded)
            return status == LegalStatus.Remand ? Always : 0;

        var days = (period.End?.DayNumber ?? int.MaxValue) - period.Start.DayNumber;
        var pinned = child.Pins.Exists(pin => pin.Category == PlacementCategory.WithParents && period.Covers(pin.On));
        return status switch
        {
            LegalStatus.Remand => child.AgeOn(period.Start) >= 12 && days < 420 && !pinned && period.Reason != CareEndReason.Custody
                ? 1
                : 0,
            LegalStatus.InterimCareOrder => days > 420 || pinned ? 2 : 1,
            _ => 1,
        };
    }
}
