using Placements.Application.Demo.Lives;
using Placements.Domain.Codes;

namespace Placements.Application.Demo.Censuses;

/// <summary>
/// The census day two years before. Most of those who are in care on both days live where they lived; what the targets ask for
/// besides is found among those who had left by the later one, whose traits are still free.
/// </summary>
internal sealed class EarlierCensusDay
{
    private readonly DemoTargets targets;
    private readonly DemoRandom random;
    private readonly DateOnly day;
    private readonly CensusRoll roll;

    private EarlierCensusDay(DemoTargets targets, DemoRandom random, List<PlannedChild> children)
    {
        this.targets = targets;
        this.random = random;
        day = targets.EarlierCensusDay;
        roll = new CensusRoll(random, day, targets.HomesEarlier, children);
    }

    public static void Assign(DemoTargets targets, DemoRandom random, List<PlannedChild> children)
    {
        var census = new EarlierCensusDay(targets, random, children);
        census.KeepThoseWhoStayed();
        census.GiveHomes();
        census.GiveSexes();
        census.GiveDisability();
    }

    /// <summary>What is known of the child on the later day; null when it had left, or had left and come back.</summary>
    private Pin? LaterPin(PlannedChild child) => child.Pins.Find(pin => pin.On > day && child.PeriodOn(day)!.Covers(pin.On));

    private bool IsFree(PlannedChild child) => child.PeriodOn(targets.CensusDay) is null;

    private void KeepThoseWhoStayed()
    {
        foreach (var child in roll.Waiting.ToList())
        {
            if (LaterPin(child) is not { } later)
                continue;

            var mustBe = later.SinceTo <= day;
            var mayBe =
                later.SinceTo is null
                && later.Category
                    is PlacementCategory.ExternalFostering
                        or PlacementCategory.InHouseFostering
                        or PlacementCategory.Kinship
                        or PlacementCategory.WithParents
                && (later.Category != PlacementCategory.WithParents || roll.InCareFor(child, 150) > 0)
                && roll.Left(later.Category) > 0
                && random.Chance(0.4);
            if (mustBe || mayBe)
            {
                roll.Give(child, later.Category);
                child.Pins.Insert(0, later with { On = day });
            }
        }
    }

    private void GiveHomes()
    {
        roll.GiveAdoptivePlacements(IsFree);
        foreach (var child in roll.Given.Keys.Where(child => roll.Given[child] == PlacementCategory.Adoption))
            Pin(child);
        Give(
            PlacementCategory.IndependentLiving,
            child =>
                Free(child)
                * CensusRoll.Yes(child.Birthday(16) < day.AddDays(-30))
                * roll.LeavesFromAnywhere(child)
                * (child.Unaccompanied ? 5 : 1)
        );
        Give(PlacementCategory.InHouseResidential, Residential);
        Give(PlacementCategory.ExternalResidential, Residential);
        Give(PlacementCategory.ResidentialSchool, child => Settled(child) * roll.Aged(child, 9, 17));
        Give(PlacementCategory.Secure, child => Settled(child) * roll.Aged(child, 14, 17) * roll.StaysFor(child, 90));
        Give(PlacementCategory.Custody, child => Settled(child) * roll.Aged(child, 15, 17));
        Give(PlacementCategory.Health, Free);
        Give(
            PlacementCategory.WithParents,
            child => roll.InCareFor(child, 150) * roll.LeavesFromAnywhere(child) * NotUnaccompanied(child) * roll.Aged(child, 1, 17)
        );
        Give(PlacementCategory.Kinship, child => child.AgeOn(day) < 14 ? 2 : 1);
        Give(PlacementCategory.InHouseFostering, _ => 1);
        Give(PlacementCategory.ExternalFostering, _ => 1);

        double Residential(PlannedChild child) =>
            Settled(child)
            * roll.LeavesFromResidential(child)
            * CensusRoll.Yes(child.Birthday(7) <= day.AddDays(-60))
            * (child.AgeOn(day) >= 12 ? 4 : 1);
    }

    private double Free(PlannedChild child) => CensusRoll.Yes(IsFree(child));

    private double Settled(PlannedChild child) =>
        Free(child) * roll.InCareFor(child, 60) * roll.LeavesFromAnywhere(child) * NotUnaccompanied(child);

    private static double NotUnaccompanied(PlannedChild child) => CensusRoll.Yes(!child.Unaccompanied);

    private void Give(PlacementCategory category, Func<PlannedChild, double> weight)
    {
        var before = roll.Given.Keys.ToHashSet();
        roll.Give(category, weight);
        foreach (var child in roll.Given.Keys.Where(child => !before.Contains(child)))
            Pin(child);
    }

    private void Pin(PlannedChild child)
    {
        var target = targets.HomesEarlier.First(home => home.Category == roll.Given[child]);
        var place = random.Below(target.Children);
        child.Pins.Insert(0, new Pin(day, target.Category, target.CountryOf(place), InCounty: place < target.InCounty));
    }

    private void GiveSexes()
    {
        var free = roll.Given.Keys.Where(child => IsFree(child) && !child.Unaccompanied).ToList();
        var residential = free.FindAll(child => CensusRoll.IsResidential(roll.Given[child]));
        var others = free.FindAll(child => !CensusRoll.IsResidential(roll.Given[child]));

        var settled = roll.Given.Keys.Where(child => child.Boy).Except(free).ToList();
        var inResidential = targets.BoysInResidentialEarlier - settled.Count(child => CensusRoll.IsResidential(roll.Given[child]));
        roll.GiveBoys(residential, inResidential);
        roll.GiveBoys(others, targets.BoysEarlier - settled.Count - inResidential);
    }

    /// <summary>Those first who live where disabled children often do, or went on to adult services.</summary>
    private void GiveDisability()
    {
        var missing = targets.DisabledEarlier - roll.Given.Keys.Count(child => !IsFree(child) && child.Disabled);
        var free = roll.Given.Keys.Where(child => IsFree(child) && !child.Unaccompanied).ToList();
        random.Shuffle(free);
        foreach (var child in free)
            child.Disabled = false;

        var first = free.OrderBy(child =>
            roll.Given[child] == PlacementCategory.ResidentialSchool ? 0
            : child.PeriodOn(day)!.Reason == CareEndReason.AdultSocialServices ? 1
            : 2
        );
        foreach (var child in first.Take(missing))
            child.Disabled = true;
    }
}
