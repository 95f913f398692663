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
    private readonly ResidentialYear residential;

    private CensusDay(DemoTargets targets, DemoRandom random, List<PlannedChild> children)
    {
        this.targets = targets;
        this.random = random;
        day = targets.CensusDay;
        roll = new CensusRoll(random, targets.Census, children);
        residential = new ResidentialYear(targets, random, roll, children);
    }

    /// <summary>Returns those who left residential homes in the year before, whom the census before has to find there.</summary>
    public static IReadOnlyDictionary<PlannedChild, DateOnly> Assign(DemoTargets targets, DemoRandom random, List<PlannedChild> children)
    {
        var census = new CensusDay(targets, random, children);
        census.GiveHomes();
        census.GiveDisability();
        census.GiveSexes();
        census.GiveTransfers(children);
        census.Pin();
        census.residential.PinMoves();
        return census.residential.Leaving;
    }

    private void GiveHomes()
    {
        roll.GiveAdoptivePlacements(_ => true);
        GiveUnaccompanied();
        residential.GiveHomes();
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
        roll.Give(PlacementCategory.Health, roll.LeavesFromAnywhere);
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

    /// <summary>Not more of them may have been in care on the earlier census day than were disabled then.</summary>
    private void GiveDisability()
    {
        foreach (var child in roll.Given.Keys)
            child.Disabled = false;

        var earlier = targets.DisabledEarlier;
        var inCareEarlier = earlier.Disabled!.Value;
        foreach (var (category, count) in targets.Disabled)
        {
            for (var i = 0; i < count; i++)
            {
                var able = roll
                    .Given.Keys.Where(child =>
                        roll.Given[child] == category
                        && child is { Unaccompanied: false, Disabled: false }
                        && child.Born < day.AddYears(-2)
                        && (inCareEarlier > 0 || child.PeriodOn(earlier.Day) is null)
                    )
                    .ToList();
                var child = random.Pick(able);
                child.Disabled = true;
                if (child.PeriodOn(earlier.Day) is not null)
                    inCareEarlier--;
            }
        }
    }

    private void GiveSexes()
    {
        bool IsInResidential(PlannedChild child) => Residential.Includes(roll.Given[child]);
        var (boys, inResidential) = (targets.Census.Boys!.Value, targets.Census.BoysInResidential!.Value);

        roll.GiveBoys(roll.Given.Keys.Where(child => child.Unaccompanied), targets.UnaccompaniedBoys);
        roll.GiveBoys(roll.Given.Keys.Where(IsInResidential), inResidential);
        roll.GiveBoys(
            roll.Given.Keys.Where(child => !child.Unaccompanied && !IsInResidential(child)),
            boys - targets.UnaccompaniedBoys - inResidential
        );
    }

    private void GiveTransfers(List<PlannedChild> children)
    {
        var came = children.FindAll(child => child.Unaccompanied && targets.IsInYear(child.Periods[0].Start));
        random.Shuffle(came);
        for (var i = 0; i < came.Count; i++)
            came[i].Transferred = i < targets.TransferredInYear;
    }

    private void Pin()
    {
        var onFramework = FrameworkAmong(targets.FrameworkFostering, PlacementCategory.ExternalFostering)
            .Concat(
                FrameworkAmong(targets.FrameworkResidential, PlacementCategory.ExternalResidential, PlacementCategory.ResidentialSchool)
            )
            .ToDictionary(entry => entry.Child, entry => entry.OnFramework);

        foreach (var target in targets.Census.Homes)
        {
            var there = In(target.Category);
            for (var i = 0; i < there.Count; i++)
            {
                there[i]
                    .PinDown(
                        new Pin(day, target.Category, target.CountryOf(i), InCounty: i < target.InCounty)
                        {
                            Framework = onFramework.TryGetValue(there[i], out var isOn) ? isOn : null,
                            Since = residential.Since.TryGetValue(there[i], out var since) ? since : null,
                        }
                    );
            }
        }
    }

    private IEnumerable<(PlannedChild Child, bool OnFramework)> FrameworkAmong(int count, params PlacementCategory[] categories) =>
        In(categories).Select((child, i) => (child, i < count));

    private List<PlannedChild> In(params PlacementCategory[] categories)
    {
        var there = roll.Given.Where(entry => categories.Contains(entry.Value)).Select(entry => entry.Key).ToList();
        random.Shuffle(there);
        return there;
    }
}
