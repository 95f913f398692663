using Placements.Application.Demo.Lives;
using Placements.Domain.Codes;

namespace Placements.Application.Demo.Censuses;

/// <summary>
/// B4: of the external homes that children moved into in the year, those without registration: month by month as many more as the
/// targets ask for. Meanwhile the one that has been without it for longest may get it.
/// </summary>
internal static class UnregisteredHomes
{
    private const int DaysToRegister = 100;

    public static void Assign(DemoTargets targets, DemoRandom random, List<PlannedChild> children)
    {
        var stays = children
            .SelectMany(child => child.Pins.Where(pin => IsArrival(targets, pin)).Select(pin => (Child: child, Pin: pin)))
            .OrderBy(stay => stay.Pin.Since)
            .ToList();

        var without = new List<(PlannedChild Child, Pin Pin)>();
        for (var month = 0; month < targets.Unregistered.Count; month++)
        {
            var first = targets.YearStart.AddMonths(month);
            var came = stays.FindAll(stay => stay.Pin.Since >= first && stay.Pin.Since < first.AddMonths(1));
            without.RemoveAll(stay => stay.Pin.Until <= first);

            var count = targets.Unregistered[month];
            while (without.Count > 0 && without.Count + came.Count > count && without[0].Pin.Since!.Value.AddDays(DaysToRegister) <= first)
            {
                var (child, pin) = without[0];
                without.RemoveAt(0);
                Change(child, pin, pin with { RegisteredOn = first.AddDays(-random.Below(20)) });
            }
            random.Shuffle(came);
            foreach (var (child, pin) in came.Take(count - without.Count))
                without.Add((child, Change(child, pin, pin with { Unregistered = true })));
        }
        foreach (var (child, pin) in without)
            Change(child, pin, pin with { RegisteredOn = targets.CensusDay.AddDays(random.Between(5, 150)) });
    }

    private static bool IsArrival(DemoTargets targets, Pin pin) =>
        pin.Category == PlacementCategory.ExternalResidential && pin.Since is { } since && targets.IsInYear(since);

    private static Pin Change(PlannedChild child, Pin before, Pin after)
    {
        child.Change(before, after);
        return after;
    }
}
