using Placements.Domain.Codes;

namespace Placements.Application.Demo.Lives;

/// <summary>
/// The homes of one period of care, grown around what is pinned: the days whose figures are fixed, and the way in which care ended.
/// </summary>
internal sealed class CarePath
{
    private readonly DemoRandom random;
    private readonly DemoTargets targets;
    private readonly PlannedChild child;
    private readonly PlannedPeriod period;
    private readonly DateOnly limit;
    private readonly List<Pin> pins;
    private readonly DateOnly? adoptiveFrom;
    private readonly DateOnly? orderFrom;

    private CarePath(DemoRandom random, DemoTargets targets, PlannedChild child, PlannedPeriod period)
    {
        this.random = random;
        this.targets = targets;
        this.child = child;
        this.period = period;
        limit = period.End ?? targets.LastDay.AddDays(1);
        pins = child.Pins.FindAll(pin => period.Covers(pin.On));
        adoptiveFrom = AdoptiveFrom();

        DateOnly? withParentsBy = pins.Find(pin => pin.Category == PlacementCategory.WithParents) is { } pinned
            ? pinned.On.AddDays(-random.Between(20, 120))
            : null;
        period.LegalStatuses = LegalPath.Of(random, child, period, limit, withParentsBy, adoptiveFrom);
        orderFrom = LegalPath.OrderFrom(period.LegalStatuses);
    }

    private List<PlannedStay> Stays => period.Stays;

    public static void Grow(DemoRandom random, DemoTargets targets, PlannedChild child)
    {
        foreach (var each in child.Periods)
            new CarePath(random, targets, child, each).Grow();
    }

    private DateOnly? AdoptiveFrom()
    {
        if (!period.IsAdopted)
            return null;

        var pinned = pins.Find(pin => pin.Category == PlacementCategory.Adoption);
        var before = pins.FindLast(pin => pin.Category != PlacementCategory.Adoption);
        var earliest = Later(period.Start.AddDays(130), before?.On.AddDays(5));
        var latest = pinned?.On.AddDays(-5) ?? limit.AddDays(-70);
        return random.Day(Later(earliest, limit.AddDays(-420)), latest);
    }

    private void Grow()
    {
        var cursor = period.Start;
        foreach (var pin in pins)
        {
            if (Stays.Count > 0 && pin.IsSameStayAs(Stays[^1].Pin!))
            {
                Stays[^1].Pin = pin;
            }
            else
            {
                var since = SinceOf(pin, cursor);
                if (Stays.Count > 0)
                    Stays[^1].To = Stays[^1].Pin!.Until ?? (since > cursor && random.Chance(0.5) ? random.Day(cursor, since) : since);
                Fill(Stays.Count == 0 ? cursor : Stays[^1].To!.Value, since);
                Stays.Add(
                    new PlannedStay
                    {
                        Category = pin.Category,
                        From = since,
                        Pin = pin,
                    }
                );
            }
            cursor = pin.On.AddDays(1);
        }
        Finish(cursor);
        Stays[^1].To = period.End;
    }

    private DateOnly SinceOf(Pin pin, DateOnly cursor)
    {
        if (pin.Since is { } known)
            return known;
        if (pin.Category == PlacementCategory.Adoption)
            return adoptiveFrom!.Value;

        var earliest = Later(cursor, child.Birthday(LeastAge(pin.Category)));
        if (pin.Category == PlacementCategory.WithParents)
            earliest = Later(earliest, orderFrom);
        // B3: the one child in secure care came in March.
        var length = pin.Category == PlacementCategory.Secure ? random.Between(15, 28) : random.Skewed(MeanDays(pin.Category));
        var since = Later(pin.On.AddDays(-length), earliest);
        return since.DayNumber - period.Start.DayNumber < 5 ? Later(period.Start, earliest) : since;
    }

    /// <summary>From the last pin, or the start, to the end of care.</summary>
    private void Finish(DateOnly cursor)
    {
        var pinned = Stays.Count > 0 ? Stays[^1] : null;
        if (adoptiveFrom is { } from)
        {
            if (pinned?.Category == PlacementCategory.Adoption)
                return;
            if (pinned is not null)
                pinned.To = EndOf(pinned, from);
            Fill(pinned?.To ?? cursor, from);
            Stays.Add(new PlannedStay { Category = PlacementCategory.Adoption, From = from });
            return;
        }
        if (period.EndsWithFosterCarer)
        {
            FinishWithFosterCarer(pinned, cursor);
            return;
        }
        if (pinned is not null)
        {
            pinned.To = EndOf(pinned, limit);
            cursor = pinned.To.Value;
        }
        Fill(cursor, limit);
    }

    private void FinishWithFosterCarer(PlannedStay? pinned, DateOnly cursor)
    {
        var earliest = pinned?.Pin!.Until ?? cursor;
        var room = limit.DayNumber - earliest.DayNumber;
        if (pinned is { Pin.Until: null } && IsWithFosterCarer(pinned.Category) && (room < 60 || random.Chance(0.7)))
            return;

        var last = room < 60 ? earliest : limit.AddDays(-random.Between(room / 4, room));
        if (pinned is not null)
            pinned.To = EndOf(pinned, last);
        Fill(pinned?.To ?? cursor, last);
        Stays.Add(new PlannedStay { Category = FosterCarer(), From = last });
    }

    private DateOnly EndOf(PlannedStay pinned, DateOnly latest)
    {
        if (pinned.Pin!.Until is { } known)
            return known;

        var first = pinned.Pin.On.AddDays(1);
        if (pinned.Category == PlacementCategory.Secure)
            return Sooner(first.AddDays(random.Between(36, 55)), latest);

        var to = first.AddDays(random.Skewed(MeanDays(pinned.Category)));
        return to.AddDays(25) > latest ? latest : to;
    }

    private void Fill(DateOnly from, DateOnly to)
    {
        while (from < to)
        {
            var category = NextCategory(from);
            var days = Stays.Count == 0 && random.Chance(0.3) ? random.Between(2, 40) : 3 + random.Skewed(MeanDays(category));
            if (category == PlacementCategory.Secure)
                days = random.Between(28, 95);
            var end = from.AddDays(days);
            if (end.AddDays(14) > to)
                end = to;
            Stays.Add(
                new PlannedStay
                {
                    Category = category,
                    From = from,
                    To = end,
                }
            );
            from = end;
        }
    }

    private PlacementCategory NextCategory(DateOnly on)
    {
        var age = child.AgeOn(on);
        if (child.Unaccompanied)
            return random.Weighted(
                (PlacementCategory.IndependentLiving, age >= 16 ? 70 : 0),
                (PlacementCategory.ExternalFostering, 18),
                (PlacementCategory.InHouseFostering, 7),
                (PlacementCategory.Kinship, 4)
            );

        var previous = Stays.Count == 0 ? PlacementCategory.Other : Stays[^1].Category;
        var parents = orderFrom is { } order && order <= on && previous != PlacementCategory.WithParents ? 1 : 0;
        // D1, D3, D4: who lives in one in the year is pinned. Of other years a third moves from one to another; few go home from one,
        // or straight into one.
        var residential =
            targets.IsInYear(on) ? 0
            : Residential.Includes(previous) ? 6
            : period.Reason == CareEndReason.ReturnedHome ? 0.15
            : Stays.Count == 0 ? 0.5
            : 1;
        // B3: from March to May 2022 one child, who is pinned there, and nobody else.
        var secure = on >= new DateOnly(2021, 11, 1) && on < new DateOnly(2022, 6, 1) ? 0 : 0.4;
        return age switch
        {
            < 10 => random.Weighted(
                (PlacementCategory.ExternalFostering, 30),
                (PlacementCategory.InHouseFostering, 14),
                (PlacementCategory.Kinship, 26),
                (PlacementCategory.WithParents, 40 * parents),
                (PlacementCategory.ExternalResidential, age >= 7 && residential > 0 ? 3 : 0),
                (PlacementCategory.Health, age < 1 ? 2 : 0.3)
            ),
            < 16 => random.Weighted(
                (PlacementCategory.ExternalFostering, 36),
                (PlacementCategory.InHouseFostering, 9),
                (PlacementCategory.Kinship, 17),
                (PlacementCategory.WithParents, 30 * parents),
                (PlacementCategory.ExternalResidential, 16 * residential),
                (PlacementCategory.InHouseResidential, 1.6 * residential),
                (PlacementCategory.ResidentialSchool, child.Disabled ? 8 : 0.3),
                (PlacementCategory.Secure, age >= 13 ? secure : 0),
                (PlacementCategory.Health, 0.4)
            ),
            _ => random.Weighted(
                (PlacementCategory.IndependentLiving, 40),
                (PlacementCategory.ExternalFostering, 26),
                (PlacementCategory.InHouseFostering, 7),
                (PlacementCategory.Kinship, 9),
                (PlacementCategory.WithParents, 18 * parents),
                (PlacementCategory.ExternalResidential, 11 * residential),
                (PlacementCategory.InHouseResidential, 1.4 * residential),
                (PlacementCategory.Secure, secure),
                (PlacementCategory.Custody, 0.5),
                (PlacementCategory.Health, 0.4)
            ),
        };
    }

    private static int MeanDays(PlacementCategory category) =>
        category switch
        {
            PlacementCategory.ExternalFostering => 850,
            PlacementCategory.InHouseFostering => 850,
            PlacementCategory.Kinship => 1100,
            PlacementCategory.WithParents => 800,
            PlacementCategory.InHouseResidential => 450,
            PlacementCategory.ExternalResidential => 480,
            PlacementCategory.ResidentialSchool => 700,
            PlacementCategory.IndependentLiving => 420,
            PlacementCategory.Adoption => 260,
            PlacementCategory.Health => 25,
            PlacementCategory.Custody => 60,
            _ => 60,
        };

    private static int LeastAge(PlacementCategory category) =>
        category switch
        {
            PlacementCategory.IndependentLiving => 16,
            PlacementCategory.Secure => 13,
            PlacementCategory.Custody => 14,
            PlacementCategory.ResidentialSchool => 6,
            _ => 0,
        };

    private static bool IsWithFosterCarer(PlacementCategory category) =>
        category is PlacementCategory.ExternalFostering or PlacementCategory.InHouseFostering or PlacementCategory.Kinship;

    private PlacementCategory FosterCarer() =>
        random.Weighted(
            (PlacementCategory.ExternalFostering, 4),
            (PlacementCategory.InHouseFostering, 2),
            (PlacementCategory.Kinship, period.Reason == CareEndReason.WhenIAmReady ? 0.5 : 4)
        );

    private static DateOnly Sooner(DateOnly a, DateOnly b) => a < b ? a : b;

    private static DateOnly Later(DateOnly a, DateOnly? b) => b > a ? b.Value : a;
}
