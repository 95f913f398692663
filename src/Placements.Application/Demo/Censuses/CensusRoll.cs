using Placements.Application.Demo.Lives;
using Placements.Domain.Codes;

namespace Placements.Application.Demo.Censuses;

/// <summary>The children in care on one day, and the places that the targets still have for them.</summary>
internal sealed class CensusRoll(DemoRandom random, CensusTargets census, List<PlannedChild> children)
{
    private readonly DateOnly day = census.Day;
    private readonly Dictionary<PlacementCategory, int> left = census.Homes.ToDictionary(home => home.Category, home => home.Children);

    public List<PlannedChild> Waiting { get; } = children.FindAll(child => child.PeriodOn(census.Day) is not null);

    public Dictionary<PlannedChild, PlacementCategory> Given { get; } = [];

    public int Left(PlacementCategory category) => left[category];

    public void Give(PlacementCategory category, Func<PlannedChild, double> weight)
    {
        while (left[category] > 0)
            Give(Choose(weight), category);
    }

    public void Give(PlannedChild child, PlacementCategory category)
    {
        Given.Add(child, category);
        left[category]--;
        Waiting.Remove(child);
    }

    public PlannedChild Choose(Func<PlannedChild, double> weight) =>
        random.Choose(Waiting, weight)
        ?? throw new InvalidOperationException($"No child in care on {day:yyyy-MM-dd} fits a place of the targets; widen the flow.");

    /// <summary>Those in care who are adopted, the soonest first, are in the adoptive placements.</summary>
    public void GiveAdoptivePlacements(Func<PlannedChild, bool> may)
    {
        var soonest = Waiting
            .Where(child => child.PeriodOn(day)!.IsAdopted && InCareFor(child, 200) > 0 && may(child))
            .OrderBy(child => child.PeriodOn(day)!.End)
            .Take(left[PlacementCategory.Adoption])
            .ToList();
        foreach (var child in soonest)
            Give(child, PlacementCategory.Adoption);
        if (left[PlacementCategory.Adoption] > 0)
            throw new InvalidOperationException($"Too few children are adopted in the time after {day:yyyy-MM-dd}.");
    }

    public void GiveBoys(IEnumerable<PlannedChild> among, int boys)
    {
        var shuffled = among.ToList();
        if (boys < 0 || boys > shuffled.Count)
            throw new InvalidOperationException($"{boys} boys cannot be found among {shuffled.Count} children.");

        random.Shuffle(shuffled);
        for (var i = 0; i < shuffled.Count; i++)
            shuffled[i].Boy = i < boys;
    }

    public static double Yes(bool condition) => condition ? 1 : 0;

    public double Aged(PlannedChild child, int least, int most) => Yes(child.AgeOn(day) >= least && child.AgeOn(day) <= most);

    public double InCareFor(PlannedChild child, int days) => Yes(child.PeriodOn(day)!.Start <= day.AddDays(-days));

    public double StaysFor(PlannedChild child, int days) => Yes(child.PeriodOn(day)!.End is not { } end || end > day.AddDays(days));

    /// <summary>A child who leaves care from a foster home had better be in one, and must be in the end.</summary>
    public double LeavesFromAnywhere(PlannedChild child)
    {
        var period = child.PeriodOn(day)!;
        if (period.EndsWithFosterCarer)
            return StaysFor(child, 60) * 0.02;
        return Yes(!period.IsAdopted);
    }

    /// <summary>D4: few go home from a residential home.</summary>
    public double LeavesFromResidential(PlannedChild child) =>
        LeavesFromAnywhere(child) * (child.PeriodOn(day)!.Reason == CareEndReason.ReturnedHome ? 0.15 : 1);
}
