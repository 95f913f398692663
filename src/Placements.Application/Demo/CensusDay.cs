using Placements.Domain.Codes;

namespace Placements.Application.Demo;

/// <summary>
/// Gives the children in care on the census day the traits and homes that the targets ask for, the scarcest first. What each child is
/// given becomes a pin, and the child's path is then grown around it.
/// </summary>
internal sealed class CensusDay(DemoTargets targets, DemoRandom random)
{
    private readonly DateOnly day = targets.CensusDay;
    private readonly Dictionary<PlannedChild, PlacementCategory> given = [];
    private readonly Dictionary<PlannedChild, (DateOnly From, DateOnly To)> since = [];
    private readonly Dictionary<PlacementCategory, int> left = targets.Homes.ToDictionary(home => home.Category, home => home.Children);

    public void Assign(List<PlannedChild> children)
    {
        var waiting = children.FindAll(child => child.PeriodOn(day) is not null);

        GiveAdoptivePlacements(waiting);
        GiveUnaccompanied(waiting);
        GiveResidential(waiting);
        Give(waiting, PlacementCategory.ResidentialSchool, child => Aged(child, 9, 17) * InCareFor(child, 60));
        Give(waiting, PlacementCategory.Secure, child => Aged(child, 14, 17) * InCareFor(child, 120) * StaysFor(child, 90));
        Give(waiting, PlacementCategory.Custody, child => Aged(child, 15, 17) * InCareFor(child, 60));
        Give(waiting, PlacementCategory.IndependentLiving, child => child.Birthday(16) < day.AddDays(-30) ? LeavesFromAnywhere(child) : 0);
        Give(waiting, PlacementCategory.WithParents, child => InCareFor(child, 150) * LeavesFromAnywhere(child) * Aged(child, 1, 17));
        Give(waiting, PlacementCategory.Health, _ => 1);
        Give(waiting, PlacementCategory.Kinship, child => child.AgeOn(day) < 14 ? 2 : 1);
        Give(waiting, PlacementCategory.InHouseFostering, _ => 1);
        Give(waiting, PlacementCategory.ExternalFostering, _ => 1);

        GiveDisability();
        GiveSexes();
        GiveTransfers(children);
        PinHomes();
        GiveSexesEarlier(children);
    }

    private static double Yes(bool condition) => condition ? 1 : 0;

    private double Aged(PlannedChild child, int least, int most) => Yes(child.AgeOn(day) >= least && child.AgeOn(day) <= most);

    private double InCareFor(PlannedChild child, int days) => Yes(child.PeriodOn(day)!.Start <= day.AddDays(-days));

    private double StaysFor(PlannedChild child, int days) => Yes(child.PeriodOn(day)!.End is not { } end || end > day.AddDays(days));

    /// <summary>A child who leaves care from a foster home had better be in one.</summary>
    private double LeavesFromAnywhere(PlannedChild child) =>
        child.PeriodOn(day)!.Reason switch
        {
            CareEndReason.WhenIAmReady or CareEndReason.SpecialGuardianshipFormerFosterCarer => 0.02,
            CareEndReason.AdoptedConsentDispensed or CareEndReason.AdoptedUnopposed => 0,
            _ => 1,
        };

    private void GiveAdoptivePlacements(List<PlannedChild> waiting)
    {
        var soonest = waiting
            .Where(child =>
                child.PeriodOn(day)!.Reason is CareEndReason.AdoptedConsentDispensed or CareEndReason.AdoptedUnopposed
                && InCareFor(child, 200) > 0
            )
            .OrderBy(child => child.PeriodOn(day)!.End)
            .Take(left[PlacementCategory.Adoption])
            .ToList();
        foreach (var child in soonest)
            Give(waiting, child, PlacementCategory.Adoption);
    }

    private void GiveUnaccompanied(List<PlannedChild> waiting)
    {
        foreach (var (fifteen, category, count) in targets.Unaccompanied)
        {
            for (var i = 0; i < count; i++)
            {
                var child = Choose(
                    waiting,
                    child =>
                        Yes(child.AgeOn(day) == 15 == fifteen && child.AgeOn(day) >= 15)
                        * Yes(child.Periods.Count == 1 && child.Periods[0].Start >= child.Birthday(14))
                        * Yes(!child.HasSiblings && child.Last.Reason != CareEndReason.ReturnedHome)
                        * (category == PlacementCategory.IndependentLiving ? LeavesFromAnywhere(child) * Yes(child.Birthday(16) < day) : 1)
                        * (child.Unaccompanied ? 1000 : 1)
                );
                child.Unaccompanied = true;
                child.Disabled = false;
                Give(waiting, child, category);
            }
        }
        foreach (var child in waiting)
            child.Unaccompanied = child.Transferred = false;
    }

    private void GiveResidential(List<PlannedChild> waiting)
    {
        foreach (var (fromMonths, toMonths, count) in targets.ResidentialStay)
        {
            var (first, last) = (day.AddMonths(-toMonths).AddDays(1), day.AddMonths(-fromMonths));
            for (var i = 0; i < count; i++)
            {
                var inHouse = left[PlacementCategory.InHouseResidential] > 0 && i % 10 == 4;
                var child = Choose(
                    waiting,
                    child =>
                        Yes(child.PeriodOn(day)!.Start <= last && child.Birthday(7) <= last)
                        * (fromMonths >= 60 ? Aged(child, 17, 17) : 1)
                        * LeavesFromAnywhere(child)
                        * (child.AgeOn(day) >= 12 ? 4 : 1)
                );
                since[child] = (first, last);
                Give(waiting, child, inHouse ? PlacementCategory.InHouseResidential : PlacementCategory.ExternalResidential);
            }
        }
        if (left[PlacementCategory.InHouseResidential] + left[PlacementCategory.ExternalResidential] != 0)
            throw new InvalidOperationException("The lengths of stay in residential homes do not add up to the children in them.");
    }

    private void Give(List<PlannedChild> waiting, PlacementCategory category, Func<PlannedChild, double> weight)
    {
        while (left[category] > 0)
            Give(waiting, Choose(waiting, weight), category);
    }

    private void Give(List<PlannedChild> waiting, PlannedChild child, PlacementCategory category)
    {
        given.Add(child, category);
        left[category]--;
        waiting.Remove(child);
    }

    private PlannedChild Choose(List<PlannedChild> from, Func<PlannedChild, double> weight)
    {
        var weights = from.Select(child => (Item: child, Weight: weight(child))).ToArray();
        return weights.Any(entry => entry.Weight > 0)
            ? random.Weighted(weights)
            : throw new InvalidOperationException("No child in care on the census day fits a place of the targets; widen the flow.");
    }

    private void GiveDisability()
    {
        foreach (var child in given.Keys)
            child.Disabled = false;
        foreach (var (category, count) in targets.Disabled)
        {
            var able = given
                .Keys.Where(child => given[child] == category && !child.Unaccompanied && child.Born < day.AddYears(-2))
                .ToList();
            random.Shuffle(able);
            foreach (var child in able.Take(count))
                child.Disabled = true;
        }
    }

    private void GiveSexes()
    {
        var unaccompanied = given.Keys.Where(child => child.Unaccompanied).ToList();
        var residential = given.Keys.Where(child => IsResidential(given[child])).ToList();
        var others = given.Keys.Where(child => !child.Unaccompanied && !IsResidential(given[child])).ToList();

        GiveBoys(unaccompanied, targets.UnaccompaniedBoys);
        GiveBoys(residential, targets.BoysInResidential);
        GiveBoys(others, targets.Boys - targets.UnaccompaniedBoys - targets.BoysInResidential);
    }

    private static bool IsResidential(PlacementCategory category) =>
        category is PlacementCategory.InHouseResidential or PlacementCategory.ExternalResidential;

    private void GiveBoys(List<PlannedChild> children, int boys)
    {
        if (boys < 0 || boys > children.Count)
            throw new InvalidOperationException($"{boys} boys cannot be found among {children.Count} children.");

        random.Shuffle(children);
        for (var i = 0; i < children.Count; i++)
            children[i].Boy = i < boys;
    }

    /// <summary>Of those in care two years before, the ones who had left by the census day make the number of boys come out.</summary>
    private void GiveSexesEarlier(List<PlannedChild> children)
    {
        var earlier = children.FindAll(child => child.PeriodOn(targets.EarlierCensusDay) is not null);
        var settled = earlier.Count(child => child.Boy && given.ContainsKey(child));
        GiveBoys(earlier.FindAll(child => !given.ContainsKey(child)), targets.BoysEarlier - settled);
    }

    private void GiveTransfers(List<PlannedChild> children)
    {
        var yearStart = day.AddYears(-1).AddDays(1);
        var came = children.FindAll(child => child.Unaccompanied && child.Periods[0].Start >= yearStart && child.Periods[0].Start <= day);
        random.Shuffle(came);
        for (var i = 0; i < came.Count; i++)
            came[i].Transferred = i < targets.TransferredInYear;
    }

    private void PinHomes()
    {
        foreach (var target in targets.Homes)
        {
            var there = given.Where(entry => entry.Value == target.Category).Select(entry => entry.Key).ToList();
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
                var stay = since.TryGetValue(there[i], out var days) ? days : ((DateOnly, DateOnly)?)null;
                there[i]
                    .Pins.Add(
                        new Pin(day, target.Category, CountryOf(target, i), InCounty: i < target.InCounty)
                        {
                            Framework = onFramework is { } count ? frameworkOrder[i] < count : null,
                            SinceFrom = stay?.Item1,
                            SinceTo = stay?.Item2,
                        }
                    );
            }
        }
    }

    private static Country CountryOf(CategoryTarget target, int place)
    {
        var outside = target.Children - 1 - place;
        if (outside < target.Scotland)
            return Country.Scotland;
        return outside < target.Scotland + target.England ? Country.England : Country.Wales;
    }
}
