using Placements.Application.Demo.Lives;
using Placements.Domain.Codes;

namespace Placements.Application.Demo.Censuses;

/// <summary>
/// A census day before the last. Those who must live where they lived later do so, and others by chance; what the targets ask for
/// besides is found among those whose traits no later day has fixed.
/// </summary>
internal sealed class EarlierCensusDay
{
    private readonly DemoTargets targets;
    private readonly DemoRandom random;
    private readonly CensusTargets census;
    private readonly DateOnly day;
    private readonly CensusRoll roll;
    private readonly List<DateOnly> fixedOn;

    private EarlierCensusDay(DemoTargets targets, DemoRandom random, CensusTargets census, List<PlannedChild> children)
    {
        this.targets = targets;
        this.random = random;
        this.census = census;
        day = census.Day;
        roll = new CensusRoll(random, census, children);
        fixedOn =
        [
            targets.CensusDay,
            .. targets.EarlierCensuses.Where(other => other.Day > day && other.Disabled is not null).Select(other => other.Day),
        ];
    }

    /// <param name="leaving">Those who lived in residential homes on the eve of the year, and when they left them.</param>
    public static void Assign(
        DemoTargets targets,
        DemoRandom random,
        CensusTargets census,
        List<PlannedChild> children,
        IReadOnlyDictionary<PlannedChild, DateOnly> leaving
    )
    {
        var earlier = new EarlierCensusDay(targets, random, census, children);
        earlier.KeepThoseWhoMust();
        earlier.GiveResidential(leaving);
        earlier.KeepOthers();
        earlier.GiveHomes();
        earlier.GiveSexes();
        earlier.GiveDisability();
    }

    /// <summary>What is known of the child later; null when it had left, or had left and come back.</summary>
    private Pin? LaterPin(PlannedChild child) => child.Pins.Find(pin => pin.On > day && child.PeriodOn(day)!.Covers(pin.On));

    private bool IsFree(PlannedChild child) => fixedOn.TrueForAll(later => child.PeriodOn(later) is null);

    private void KeepThoseWhoMust()
    {
        foreach (var child in roll.Waiting.ToList())
        {
            if (LaterPin(child) is { } later && later.Since <= day)
                Keep(child, later);
        }
    }

    private void GiveResidential(IReadOnlyDictionary<PlannedChild, DateOnly> leaving)
    {
        if (day != targets.YearStart.AddDays(-1))
            return;

        foreach (var (child, until) in leaving)
        {
            var inHouse = roll.Left(PlacementCategory.InHouseResidential) > 0;
            Give(child, inHouse ? PlacementCategory.InHouseResidential : PlacementCategory.ExternalResidential, until);
        }
    }

    private void KeepOthers()
    {
        foreach (var child in roll.Waiting.ToList())
        {
            if (LaterPin(child) is { Since: null } later && roll.Left(later.Category) > 0 && random.Chance(Stays(child, later.Category)))
                Keep(child, later);
        }
    }

    private double Stays(PlannedChild child, PlacementCategory category) =>
        category switch
        {
            PlacementCategory.ExternalFostering or PlacementCategory.InHouseFostering or PlacementCategory.Kinship => 0.65,
            PlacementCategory.WithParents => roll.InCareFor(child, 150) * 0.65,
            PlacementCategory.InHouseResidential or PlacementCategory.ExternalResidential => 0.45
                * roll.InCareFor(child, 60)
                * CensusRoll.Yes(child.Birthday(7) <= day.AddDays(-60)),
            PlacementCategory.ResidentialSchool => 0.7 * roll.Aged(child, 9, 17),
            PlacementCategory.IndependentLiving => 0.5 * CensusRoll.Yes(child.Birthday(16) < day.AddDays(-30)),
            _ => 0,
        };

    private void Keep(PlannedChild child, Pin later)
    {
        roll.Give(child, later.Category);
        child.PinDown(later with { On = day });
    }

    private void GiveHomes()
    {
        roll.GiveAdoptivePlacements(child => LaterPin(child) is null);
        foreach (var child in roll.Given.Keys.Where(child => roll.Given[child] == PlacementCategory.Adoption))
            Pin(child);
        Give(
            PlacementCategory.IndependentLiving,
            child =>
                CensusRoll.Yes(LaterPin(child) is null && child.Birthday(16) < day.AddDays(-30))
                * roll.LeavesFromAnywhere(child)
                * (child.Unaccompanied ? 5 : 1)
        );
        Give(PlacementCategory.InHouseResidential, Residential);
        Give(PlacementCategory.ExternalResidential, Residential);
        Give(PlacementCategory.ResidentialSchool, child => Settled(child) * roll.Aged(child, 9, 17));
        Give(PlacementCategory.Secure, child => Settled(child) * roll.Aged(child, 14, 17) * roll.StaysFor(child, 90));
        Give(PlacementCategory.Custody, child => Settled(child) * roll.Aged(child, 15, 17));
        Give(PlacementCategory.Health, child => Free(child) * roll.LeavesFromAnywhere(child));
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
        while (roll.Left(category) > 0)
            Give(roll.Choose(weight), category);
    }

    private void Give(PlannedChild child, PlacementCategory category, DateOnly? until = null)
    {
        roll.Give(child, category);
        Pin(child, until);
    }

    private void Pin(PlannedChild child, DateOnly? until = null) =>
        child.PinDown(census.HomesOf(roll.Given[child]).AnyPin(random, day) with { Until = until });

    private void GiveSexes()
    {
        if (census is not { Boys: { } boys, BoysInResidential: { } boysInResidential })
            return;

        var free = roll.Given.Keys.Where(child => IsFree(child) && !child.Unaccompanied).ToList();
        var residential = free.FindAll(child => Residential.Includes(roll.Given[child]));
        var others = free.FindAll(child => !Residential.Includes(roll.Given[child]));

        var settled = roll.Given.Keys.Where(child => child.Boy).Except(free).ToList();
        var inResidential = boysInResidential - settled.Count(child => Residential.Includes(roll.Given[child]));
        roll.GiveBoys(residential, inResidential);
        roll.GiveBoys(others, boys - settled.Count - inResidential);
    }

    private void GiveDisability()
    {
        if (census.Disabled is { } disabled)
            GiveDisability(disabled, [.. roll.Given.Keys]);
        if (census.DisabledInResidentialOrSchool is { } inResidential)
            GiveDisability(inResidential, [.. roll.Given.Keys.Where(child => IsResidentialOrSchool(roll.Given[child]))]);
    }

    /// <summary>Those first who live where disabled children often do, or went on to adult services.</summary>
    private void GiveDisability(int disabled, List<PlannedChild> among)
    {
        var free = among.FindAll(child => IsFree(child) && !child.Unaccompanied);
        foreach (var child in free)
            child.Disabled = false;

        random.Shuffle(free);
        var first = free.OrderBy(child =>
            roll.Given[child] == PlacementCategory.ResidentialSchool ? 0
            : child.PeriodOn(day)!.Reason == CareEndReason.AdultSocialServices ? 1
            : 2
        );
        foreach (var child in first.Take(disabled - among.Count(child => child.Disabled)))
            child.Disabled = true;
    }

    private static bool IsResidentialOrSchool(PlacementCategory category) =>
        Residential.Includes(category) || category == PlacementCategory.ResidentialSchool;
}
