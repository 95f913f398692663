using Placements.Application.Demo.Lives;
using Placements.Domain.Codes;

namespace Placements.Application.Demo.Censuses;

/// <summary>E4: in each month of the year, a search that no provider answered came to its end before a residential home was found.</summary>
internal static class VainSearches
{
    public static void Assign(DemoTargets targets, DemoRandom random, List<PlannedChild> children)
    {
        for (var first = targets.YearStart; first <= targets.CensusDay; first = first.AddMonths(1))
        {
            var last = first.AddMonths(1).AddDays(-1);
            var (child, pin) = random.Choose(
                children.SelectMany(child => child.Pins.Select(pin => (Child: child, Pin: pin))),
                move => Yes(move.Pin, move.Child)
            );
            if (pin is not null)
                child.Change(
                    pin,
                    pin with
                    {
                        SearchedInVainUntil = random.Day(first.AddDays(5), Sooner(last, pin.Since!.Value.AddDays(-4))),
                    }
                );

            double Yes(Pin pin, PlannedChild child) =>
                pin is { Category: PlacementCategory.ExternalResidential, Since: { } since, SearchedInVainUntil: null }
                && since >= first.AddDays(12)
                && since <= last.AddDays(20)
                && child.PeriodOn(since)!.Start < since.AddDays(-60)
                    ? 1
                    : 0;
        }
    }

    private static DateOnly Sooner(DateOnly a, DateOnly b) => a < b ? a : b;
}
