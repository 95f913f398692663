using Placements.Application.Demo.Lives;

namespace Placements.Application.Demo.Records;

/// <summary>
/// A5: disabled children who were never looked after, and are known to the disability service: as many as the caseload lacks on the
/// census day and two years before.
/// </summary>
internal static class AtHome
{
    public static IEnumerable<PlannedChild> Plan(DemoTargets targets, DemoRandom random, int lackingEarlier, int lacking)
    {
        var (day, earlier) = (targets.CensusDay, targets.DisabledEarlier.Day);
        // Two of some fifteen years of children have grown up in between.
        var grownUp = Math.Max(lackingEarlier * 2 / 15, lackingEarlier - lacking);
        for (var i = 0; i < grownUp + lacking; i++)
        {
            var isGrownUp = i < grownUp;
            var wasThere = i < lackingEarlier;
            var born =
                isGrownUp ? random.Day(earlier.AddYears(-18).AddDays(1), day.AddYears(-18))
                : wasThere ? random.Day(day.AddYears(-18).AddDays(1), earlier.AddYears(-2))
                : random.Day(earlier.AddDays(1), day.AddYears(-1));
            var known = born.AddDays(random.Between(300, 3000));
            yield return new PlannedChild
            {
                Number = 91001 + i,
                Born = born,
                Family = 51000 + i,
                Boy = random.Chance(0.68),
                Disabled = true,
                KnownFrom = wasThere ? Sooner(known, random.Day(earlier.AddYears(-2), earlier)) : random.Day(born, day),
            };
        }
    }

    public static bool IsOnCaseload(PlannedChild child, DateOnly day) => child.Disabled && child.Born <= day && child.Birthday(18) > day;

    private static DateOnly Sooner(DateOnly a, DateOnly b) => a < b ? a : b;
}
