using Placements.Application.Demo.Lives;
using Placements.Domain.Codes;

namespace Placements.Application.Demo.Censuses;

/// <summary>
/// Gives the children in care on the census day the traits and homes that the targets ask for, the scarcest first. What each child is
/// given becomes a pin, and the child's path is then grown around it.
/// </summary>
internal sealed class CensusDay
{
    private readonly DemoTargets targets;
    private readonly DemoRandom random;
    private readonly DateOnly day;
    private readonly CensusRoll roll;
    private readonly Dictionary<PlannedChild, (DateOnly From, DateOnly To)> since = [];

    private CensusDay(DemoTargets targets, DemoRandom random, List<PlannedChild> children)
    {
        this.targets = targets;
        this.random = random;
        day = targets.CensusDay;
        roll = new CensusRoll(random, day, targets.Homes, children);
    }

    public static void Assign(DemoTargets targets, DemoRandom random, List<PlannedChild> children)
    {
        var census = new CensusDay(targets, random, children);
        census.GiveHomes();
        census.GiveDisability();
        census.GiveSexes();
        census.GiveTransfers(children);
        census.Pin();
    }

    private void GiveHomes()
    {
        roll.GiveAdoptivePlacements(_ => true);
        GiveUnaccompanied();
        GiveResidential();
        roll.Give(PlacementCategory.ResidentialSchool, child => roll.Aged(child, 9, 17) * roll.InCareFor(child, 60));
        roll.Give(PlacementCategory.Secure, child => roll.Aged(child, 14, 17) * roll.InCareFor(child, 120) * roll.StaysFor(child, 90));
        roll.Give(PlacementCategory.Custody, child => roll.Aged(child, 15, 17) * roll.InCareFor(child, 60));
        roll.Give(
            PlacementCategory.IndependentLiving,
            child => CensusRoll.Yes(child.Birthday(16) < day.AddDays(-30)) * roll.LeavesFromAnywhere(child)
        );
        roll.Give(
            PlacementCategory.WithParents,
            child => roll.InCareFor(child, 150) * roll.LeavesFromAnywhere(child) * roll.Aged(child, 1, 17)
        );
        roll.Give(PlacementCategory.Health, _ => 1);
        roll.Give(PlacementCategory.Kinship, child => child.AgeOn(day) < 14 ? 2 : 1);
        roll.Give(PlacementCategory.InHouseFostering, _ => 1);
        roll.Give(PlacementCategory.ExternalFostering, _ => 1);
    }

    private void GiveUnaccompanied()
    {
        foreach (var (fifteen, category, count) in targets.Unaccompanied)
        {
            for (var i = 0; i < count; i++)
            {
                var child = roll.Choose(child =>
                    CensusRoll.Yes(child.AgeOn(day) == 15 == fifteen && child.AgeOn(day) >= 15)
                    * CensusRoll.Yes(child.Periods.Count == 1 && child.Periods[0].Start >= child.Birthday(14))
                    * CensusRoll.Yes(!child.HasSiblings && child.Last.Reason != CareEndReason.ReturnedHome)
                    * (
                        category == PlacementCategory.IndependentLiving
                            ? roll.LeavesFromAnywhere(child) * CensusRoll.Yes(child.Birthday(16) < day)
                            : 1
                    )
                    * (child.Unaccompanied ? 1000 : 1)
                );
                child.Unaccompanied = true;
                roll.Give(child, category);
            }
        }
        foreach (var child in roll.Waiting)
            child.Unaccompanied = child.Transferred = false;
    }

    private void GiveResidential()
    {
        foreach (var (fromMonths, toMonths, count) in targets.ResidentialStay)
        {
            var (first, last) = (day.AddMonths(-toMonths).AddDays(1), day.AddMonths(-fromMonths));
            for (var i = 0; i < count; i++)
            {
                var inHouse = roll.Left(PlacementCategory.InHouseResidential) > 0 && i % 10 == 4;
                var child = roll.Choose(child =>
                    CensusRoll.Yes(child.PeriodOn(day)!.Start <= last && child.Birthday(7) <= last)
                    * (fromMonths >= 60 ? roll.Aged(child, 17, 17) : 1)
                    * roll.LeavesFromResidential(child)
                    * (child.AgeOn(day) >= 12 ? 4 : 1)
                );
                since[child] = (first, last);
                roll.Give(child, inHouse ? PlacementCategory.InHouseResidential : PlacementCategory.ExternalResidential);
            }
        }
        if (roll.Left(PlacementCategory.InHouseResidential) + roll.Left(PlacementCategory.ExternalResidential) != 0)
            throw new InvalidOperationException("The lengths of stay in residential homes do not add up to the children in them.");
    }

    /// <summary>Not more of them may have been in care on the earlier census day than were disabled then.</summary>
    private void GiveDisability()
    {
        foreach (var child in roll.Given.Keys)
            child.Disabled = false;

        var inCareEarlier = targets.DisabledEarlier;
        foreach (var (category, count) in targets.Disabled)
        {
            for (var i = 0; i < count; i++)
            {
                var able = roll
                    .Given.Keys.Where(child =>
                        roll.Given[child] == category
                        && child is { Unaccompanied: false, Disabled: false }
                        && child.Born < day.AddYears(-2)
                        && (inCareEarlier > 0 || child.PeriodOn(targets.EarlierCensusDay) is null)
                    )
                    .ToList();
                var child = random.Pick(able);
                child.Disabled = true;
                if (child.PeriodOn(targets.EarlierCensusDay) is not null)
                    inCareEarlier--;
            }
        }
    }

    private void GiveSexes()
    {
        bool IsInResidential(PlannedChild child) => CensusRoll.IsResidential(roll.Given[child]);

        roll.GiveBoys(roll.Given.Keys.Where(child => child.Unaccompanied), targets.UnaccompaniedBoys);
        roll.GiveBoys(roll.Given.Keys.Where(IsInResidential), targets.BoysInResidential);
        roll.GiveBoys(
            roll.Given.Keys.Where(child => !child.Unaccompanied && !IsInResidential(child)),
            targets.Boys - targets.UnaccompaniedBoys - targets.BoysInResidential
        );
    }

    private void GiveTransfers(List<PlannedChild> children)
    {
        var yearStart = day.AddYears(-1).AddDays(1);
        var came = children.FindAll(child => child.Unaccompanied && child.Periods[0].Start >= yearStart && child.Periods[0].Start <= day);
        random.Shuffle(came);
        for (var i = 0; i < came.Count; i++)
            came[i].Transferred = i < targets.TransferredInYear;
    }

    private void Pin()
    {
        foreach (var target in targets.Homes)
        {
            var there = roll.Given.Where(entry => entry.Value == target.Category).Select(entry => entry.Key).ToList();
            random.Shuffle(there);
            var onFramework = target.Category switch
            {
                PlacementCategory.ExternalFostering => targets.FrameworkFostering,
                PlacementCategory.ExternalResidential => targets.FrameworkResidential,
                _ => (int?)null,
            };
            var frameworkOrder = Enumerable.Range(0, there.Count).ToList();
            random.Shuffle(frameworkOrder);

            for (var i = 0; i < there.Count; i++)
            {
                var known = since.TryGetValue(there[i], out var days);
                there[i]
                    .Pins.Add(
                        new Pin(day, target.Category, target.CountryOf(i), InCounty: i < target.InCounty)
                        {
                            Framework = onFramework is { } count ? frameworkOrder[i] < count : null,
                            SinceFrom = known ? days.From : null,
                            SinceTo = known ? days.To : null,
                        }
                    );
            }
        }
    }
}
