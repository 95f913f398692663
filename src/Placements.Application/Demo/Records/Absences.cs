using Placements.Application.Demo.Lives;
using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Demo.Records;

/// <summary>Hospital, the carer's holiday, and going missing, which is mostly a matter of teenagers and of hours.</summary>
internal sealed class Absences(DemoTargets targets, DemoRandom random, PlannedChild child, List<Draft> drafts)
{
    private Draft? previous;

    /// <summary>Some young people go missing again and again, most never.</summary>
    private readonly bool goesMissing = random.Chance(0.24);

    public void WriteDuring(PlannedStay stay, DateOnly to, Draft placed)
    {
        if (
            stay.Category is PlacementCategory.Adoption or PlacementCategory.Health or PlacementCategory.Custody or PlacementCategory.Secure
        )
            return;

        var on = stay.From.AddDays(10 + random.Skewed(200));
        while (on.AddDays(25) < to)
        {
            // Absences of earlier years were not brought over.
            var kind = on < targets.HistoryFrom ? null : KindFor(stay, on);
            if (kind is { } away)
                on = Write(away, on, placed);
            on = on.AddDays(30 + random.Skewed(kind is AbsenceKind.Missing ? 60 : 560));
        }
    }

    private AbsenceKind? KindFor(PlannedStay stay, DateOnly on)
    {
        var fostered = stay.Category is PlacementCategory.ExternalFostering or PlacementCategory.InHouseFostering;
        var teenager = child.AgeOn(on) >= 13 && goesMissing && stay.Category != PlacementCategory.WithParents;
        return random.Weighted<AbsenceKind?>(
            (null, 60),
            (AbsenceKind.Hospital, 8),
            (AbsenceKind.CarersHoliday, fostered ? 12 : 0),
            (AbsenceKind.ChildsHoliday, 3),
            (AbsenceKind.OtherTemporary, 2),
            (AbsenceKind.Missing, teenager ? 90 : 0),
            (AbsenceKind.AwayWithoutAuthorisation, teenager ? 20 : 0)
        );
    }

    private DateOnly Write(AbsenceKind kind, DateOnly on, Draft placed)
    {
        var missing = kind is AbsenceKind.Missing or AbsenceKind.AwayWithoutAuthorisation;
        var days = kind switch
        {
            AbsenceKind.Hospital => 1 + Math.Min(20, random.Skewed(3)),
            AbsenceKind.OtherTemporary => random.Between(1, 5),
            AbsenceKind.Missing or AbsenceKind.AwayWithoutAuthorisation => random.Weighted(
                (0, 35),
                (1, 45),
                (2, 12),
                (random.Between(3, 14), 8)
            ),
            _ => random.Between(5, 14),
        };
        var id = random.Id();
        var back = on.AddDays(days);
        TimeOnly? left = missing ? new TimeOnly(random.Between(12, 18), 5 * random.Below(12)) : null;
        TimeOnly? returned = missing
            ? new TimeOnly(days == 0 ? random.Between(19, 23) : random.Between(0, 22), 5 * random.Below(12))
            : null;

        // An absence of a day or two is mostly written down when it is over.
        var atOnce = days <= 2 && random.Chance(0.7);
        var start = Next(atOnce ? back : on, missing);
        start.After.Add(placed);
        start.Add(
            random,
            new AbsenceStarted
            {
                EffectiveOn = on,
                AbsenceId = id,
                Kind = kind,
                Time = left,
            }
        );
        (atOnce ? start : Next(back, missing)).Add(
            random,
            new AbsenceEnded
            {
                EffectiveOn = back,
                AbsenceId = id,
                Time = returned,
            }
        );
        return back;
    }

    private Draft Next(DateOnly day, bool hasTime)
    {
        var draft = new Draft { On = day, HasTime = hasTime };
        if (previous is not null)
            draft.After.Add(previous);
        previous = draft;
        drafts.Add(draft);
        return draft;
    }
}
