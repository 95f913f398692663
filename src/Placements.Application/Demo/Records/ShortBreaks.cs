using Placements.Application.Demo.Lives;
using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Demo.Records;

/// <summary>
/// Disabled children who live at home and spend some days with a foster carer or in a home now and then: every break is care of its
/// own, under a status that keeps them out of the figures.
/// </summary>
internal static class ShortBreaks
{
    public static PlannedChild Plan(DemoRandom random, DemoTargets targets, int place)
    {
        var first = random.Day(targets.HistoryFrom, targets.LastDay.AddYears(-1));
        var child = new PlannedChild
        {
            Number = 90001 + place,
            Born = first.AddDays(-random.Between(4 * 365, 15 * 365)),
            Family = 50000 + place,
            Boy = random.Chance(0.7),
            Disabled = true,
        };
        child.Periods.Add(new PlannedPeriod { Start = first });
        return child;
    }

    public static List<Draft> Write(DemoTargets targets, DemoRandom random, string authority, PlannedChild child)
    {
        var drafts = new List<Draft>();
        var on = child.Periods[0].Start;
        Registrations.Write(random, authority, child, drafts);

        var home = random.Chance(0.5)
            ? new PlacementFacts
            {
                Kind = PlacementKind.FosterCare,
                Sector = Sector.OwnCouncil,
                Carer = $"own-breaks-{random.Between(1, 9)}",
            }
            : new PlacementFacts
            {
                Kind = PlacementKind.ChildrensHome,
                Sector = Sector.OwnCouncil,
                Carer = "own-home-breaks",
            };
        home = home with
        {
            HostAuthority = authority,
            Country = Country.Wales,
            Postcode = Homes.Postcode(random, authority),
            Registration = Registration.Registered,
        };

        var breaks = random.Between(5, 16);
        for (var i = 0; i < breaks && on.AddDays(20) < targets.LastDay && on.AddDays(20) < child.Birthday(18); i++)
        {
            var back = on.AddDays(random.Between(2, 6));
            WriteBreak(random, drafts, home with { PlacementId = random.Id() }, on, back);
            on = back.AddDays(random.Between(25, 70));
        }
        return drafts;
    }

    private static void WriteBreak(DemoRandom random, List<Draft> drafts, PlacementFacts home, DateOnly on, DateOnly back)
    {
        var start = new Draft { On = on, InOrder = true };
        start.Add(
            random,
            new CareStarted
            {
                EffectiveOn = on,
                LegalStatus = LegalStatus.ShortBreaks,
                CategoryOfNeed = CategoryOfNeed.ChildDisability,
            }
        );
        start.Add(random, new PlacementStarted { EffectiveOn = on, Placement = home });
        drafts.Add(start);

        var end = new Draft { On = back, InOrder = true };
        end.Add(
            random,
            new CareEnded
            {
                EffectiveOn = back,
                Reason = CareEndReason.ReturnedHome,
                Planned = true,
                WhereTo = "Home to a parent",
            }
        );
        drafts.Add(end);
    }
}
