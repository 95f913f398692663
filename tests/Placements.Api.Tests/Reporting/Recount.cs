using Placements.Application.Reporting;
using Placements.Domain.Codes;
using Placements.Domain.Journey;

namespace Placements.Tests.Api.Reporting;

/// <summary>
/// The figures once more, from the journey as at the day, straight along the algorithm of the domain reference 3.2 and 3.3, day by day
/// and without a thought for speed. Shares nothing with the SQL but the text.
/// </summary>
internal sealed class Recount(Story child, Clocks clocks)
{
    private readonly CareJourney journey = CareJourney.Of(child.Entries, clocks.AsAt, clocks.AsKnownAt);
    private readonly DateOnly asAt = clocks.AsAt;

    /// <summary>Where the child lived from the first day to the day before the last; a placement, or a cover that was one.</summary>
    private sealed record Stay(Guid Id, string Key, DateOnly From, DateOnly? To, Placement? Placement)
    {
        public bool Holds(DateOnly day) => From == To ? day == From : From <= day && (To is null || day < To);
    }

    private DateOnly YearStart => asAt.Month < 4 ? new DateOnly(asAt.Year - 1, 4, 1) : new DateOnly(asAt.Year, 4, 1);

    public bool LookedAfter => journey.Child is not null && journey.LookedAfterOn(asAt);

    public bool OnShortBreaks => journey.Child is not null && journey.OnShortBreaksOn(asAt);

    private PeriodOfCare Period => PeriodOn(asAt)!;

    public StabilityRow? Stability()
    {
        if (!LookedAfter)
        {
            return null;
        }
        var homes = Homes();
        var now = journey.PlacementOn(asAt);
        var (planned, unplanned) = Moves(homes.SelectMany(home => home).ToList());
        var inYear = homes.Count(home => LivedIn(home, YearStart));
        return new StabilityRow(
            child.Id,
            inYear,
            homes.Count(home => LivedIn(home, asAt.AddYears(-1).AddDays(1))),
            planned,
            unplanned,
            Endings().Count(placement => placement.BrokeDown),
            now is null ? null : asAt.DayNumber - now.StartedOn.DayNumber,
            inYear >= 3,
            LongTermStable(homes, now)
        );
    }

    /// <summary>Placements that ended in the year, short breaks apart.</summary>
    public List<Placement> Endings() =>
        journey.Child is null
            ? []
            :
            [
                .. journey.Placements.Where(placement =>
                    placement.EndedOn >= YearStart
                    && Days(new Stay(placement.PlacementId, "", placement.StartedOn, placement.EndedOn, placement))
                        .Any(journey.LookedAfterOn)
                ),
            ];

    public CurrentPlacementRow? CurrentPlacement()
    {
        if (!LookedAfter || journey.PlacementOn(asAt) is not { } placement)
        {
            return null;
        }
        var facts = placement.Facts;
        return new CurrentPlacementRow(
            child.Id,
            placement.PlacementId,
            facts.Kind.Name(),
            Domain.Measures.Category.Of(facts.Kind, facts.Sector).Name(),
            facts.Sector.Name(),
            facts.Provider?.Name,
            facts.HostAuthority,
            facts.Country?.Name(),
            facts.Registration?.Name(),
            placement.StartedOn,
            asAt.DayNumber - placement.StartedOn.DayNumber,
            journey.StatusOn(asAt)!.Value.Name(),
            placement.OutOfCounty
        );
    }

    public OutOfCountyRow? OutOfCounty()
    {
        if (!LookedAfter)
        {
            return null;
        }
        var placement = journey.PlacementOn(asAt);
        var facts = placement?.Facts;
        return new OutOfCountyRow(
            child.Id,
            placement?.PlacementId,
            facts?.Kind.Name(),
            facts?.HostAuthority,
            facts?.Country?.Name(),
            (placement?.Location ?? Location.Unknown).Name(),
            placement?.PreferenceBand?.Name(),
            facts?.OutOfCountyReason?.Name(),
            placement?.StartedOn
        );
    }

    /// <summary>Stays that count, neighbours with one carer in one period of care together.</summary>
    private List<List<Stay>> Homes()
    {
        // A cover whose child came back, or is still awaited, only extends the placement before it.
        var covers =
            from absence in journey.Absences
            where absence.IsTemporary && absence.Returned == false
            from covered in journey.Placements
            where covered.PlacementId == absence.PlacementId
            select new Stay(absence.AbsenceId, absence.AbsenceId.ToString(), absence.StartedOn, covered.EndedOn, null);
        var stays = journey
            .Placements.Select(placement => new Stay(
                placement.PlacementId,
                placement.Facts.Carer ?? placement.PlacementId.ToString(),
                placement.StartedOn,
                placement.EndedOn,
                placement
            ))
            .Concat(covers)
            .Where(stay => Days(stay).Any(journey.LookedAfterOn))
            .OrderBy(stay => stay.From)
            .ThenBy(stay => stay.Placement is null)
            .ThenBy(stay => stay.To ?? DateOnly.MaxValue)
            // Two stays of less than a day on one day: nothing says which was first.
            .ThenBy(stay => stay.Id);

        var homes = new List<List<Stay>>();
        foreach (var stay in stays)
        {
            if (homes.Count > 0 && homes[^1][^1].Key == stay.Key && PeriodOf(homes[^1][^1]) == PeriodOf(stay))
            {
                homes[^1].Add(stay);
            }
            else
            {
                homes.Add([stay]);
            }
        }
        return homes;
    }

    private (int Planned, int Unplanned) Moves(List<Stay> stays)
    {
        var (planned, unplanned) = (0, 0);
        for (var i = 0; i < stays.Count; i++)
        {
            var next = i + 1 < stays.Count && PeriodOf(stays[i + 1]) == PeriodOf(stays[i]) ? stays[i + 1] : null;
            if (stays[i].Placement is not { } ended || ended.EndedOn is null || ended.EndedOn < YearStart || next?.Key == stays[i].Key)
            {
                continue;
            }
            if (ended.EndedHow == EndedHow.Moved && ended.Planned == true)
            {
                planned++;
            }
            else if (ended.EndedHow == EndedHow.Moved || (ended.EndedHow == EndedHow.BrokeDown && next is not null))
            {
                unplanned++;
            }
        }
        return (planned, unplanned);
    }

    private bool? LongTermStable(List<List<Stay>> homes, Placement? now)
    {
        if (
            journey.Child!.DateOfBirth is not { } born
            || born.AddYears(16) <= asAt
            || Period.StartedOn.AddMonths(30) > asAt
            || journey.LegalStatuses.Any(spell =>
                spell.Status == LegalStatus.ShortBreaks
                && spell.StartedOn >= Period.StartedOn
                && spell.EndedOn is { } ended
                && ended.AddMonths(30) > asAt
            )
        )
        {
            return null;
        }
        if (now is null)
        {
            return false;
        }
        var mine = homes.Where(home => PeriodOf(home[0]) == Period).ToList();
        var since = mine[^1][0].From;
        if (now.Facts.Kind == PlacementKind.AdoptivePlacement && mine.Count > 1)
        {
            var before = mine[^2];
            since = since.AddDays(before[0].From.DayNumber - before.Max(stay => stay.To)!.Value.DayNumber);
        }
        return since.AddYears(2) <= asAt;
    }

    private bool LivedIn(List<Stay> home, DateOnly from) =>
        home.Exists(stay => Days(stay).Any(day => day >= from && journey.LookedAfterOn(day)));

    private PeriodOfCare? PeriodOf(Stay stay) => Days(stay).Select(PeriodOn).FirstOrDefault(period => period is not null);

    private PeriodOfCare? PeriodOn(DateOnly day) =>
        journey.PeriodsOfCare.FirstOrDefault(period => period.StartedOn <= day && (period.EndedOn is null || day < period.EndedOn));

    private IEnumerable<DateOnly> Days(Stay stay)
    {
        for (var day = stay.From; day <= asAt && stay.Holds(day); day = day.AddDays(1))
        {
            yield return day;
        }
    }
}
