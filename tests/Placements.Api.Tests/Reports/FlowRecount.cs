using Placements.Application.Reporting;
using Placements.Domain.Codes;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Rules;
using Placements.Domain.Measures;
using Placements.Tests.Api.Demo;
using Placements.Tests.Api.Reporting;

namespace Placements.Tests.Api.Reports;

/// <summary>
/// Starts, moves and ends once more, from the journeys of the demo as at the day and as known, without a thought for speed. Each thing
/// counted is told by the keys of its row. Shares nothing with the SQL but the text.
/// </summary>
internal sealed class FlowRecount(DemoFixture demo, Clocks clocks)
{
    private readonly DateOnly asAt = clocks.AsAt;

    private readonly List<CareJourney> journeys =
    [
        .. demo
            .Children.AsParallel()
            .AsOrdered()
            .Select(child => CareJourney.Of(DemoFixture.EntriesOf(child), clocks.AsAt, clocks.AsKnownAt))
            .Where(journey => journey.Child is not null),
    ];

    /// <summary>1 April of the year that holds the day.</summary>
    public DateOnly YearStart => YearEnding(asAt).AddYears(-1).AddDays(1);

    public IEnumerable<string> Starts(Func<Start, string> keys) => Started(YearStart).Select(keys);

    public IEnumerable<string> StartsOfFiveYears(Func<Start, string> keys) => Started(YearStart.AddYears(-4)).Select(keys);

    public IEnumerable<string> Ends(Func<End, string> keys) => Ended(YearStart).Select(keys);

    public IEnumerable<string> EndsOfFiveYears(Func<End, string> keys) => Ended(YearStart.AddYears(-4)).Select(keys);

    /// <summary>Of placements that began, by the category of the one before.</summary>
    public IEnumerable<string> MovesIntoResidential() =>
        from journey in journeys
        from placement in journey.Placements
        where placement.StartedOn >= YearStart && IsResidential(placement) && journey.LookedAfterOn(placement.StartedOn)
        let period = PeriodOn(journey, placement.StartedOn)
        let before = journey
            .Placements.TakeWhile(other => other.PlacementId != placement.PlacementId)
            .LastOrDefault(other => other.StartedOn >= period.StartedOn)
        where before is null || !IsSameCarer(before, placement)
        select before is null ? "start_of_care" : CategoryOf(before).Name();

    /// <summary>Of placements that ended, by the category of the next.</summary>
    public IEnumerable<string> MovesOutOfResidential() =>
        from ended in PlacementsEnded(YearStart)
        where IsResidential(ended.Placement)
        let next = ended
            .Journey.Placements.SkipWhile(other => other.PlacementId != ended.Placement.PlacementId)
            .Skip(1)
            .FirstOrDefault(other => ended.Period.EndedOn is null || other.StartedOn < ended.Period.EndedOn)
        where next is not null && !IsSameCarer(ended.Placement, next)
        select CategoryOf(next).Name();

    public IEnumerable<(CareJourney Journey, PeriodOfCare Period, Placement Placement)> PlacementsEnded(DateOnly since) =>
        from journey in journeys
        from placement in journey.Placements
        where placement.EndedOn >= since && journey.LookedAfterOn(LastDay(placement.StartedOn, placement.EndedOn.Value))
        select (journey, PeriodOn(journey, placement.StartedOn), placement);

    /// <summary>Each day of the year that a looked-after child lived in a placement.</summary>
    public IEnumerable<(Placement Placement, DateOnly Day)> DaysLived() =>
        from journey in journeys
        from placement in journey.Placements
        from day in Days(placement.StartedOn < YearStart ? YearStart : placement.StartedOn, placement.EndedOn ?? asAt.AddDays(1))
        where journey.LookedAfterOn(day)
        select (placement, day);

    public static DateOnly YearEnding(DateOnly day) => new(day.Month < 4 ? day.Year : day.Year + 1, 3, 31);

    public static string LengthOfStay(DateOnly from, DateOnly to) =>
        to < from.AddMonths(1) ? "under_1_month"
        : to < from.AddMonths(3) ? "1_to_3_months"
        : to < from.AddMonths(12) ? "3_to_12_months"
        : to < from.AddMonths(24) ? "1_to_2_years"
        : "2_years_or_more";

    private IEnumerable<Start> Started(DateOnly since) =>
        from journey in journeys
        from period in journey.PeriodsOfCare
        where period.StartedOn >= since && period.BeganEarlier is null && period.LegalStatusAtStart != LegalStatus.ShortBreaks
        let before = journey.PeriodsOfCare.LastOrDefault(other =>
            other.EndedOn <= period.StartedOn && other.LegalStatusAtStart != LegalStatus.ShortBreaks
        )
        select new Start(
            period,
            journey.PlacementOn(period.StartedOn) is { } home ? CategoryOf(home).Name() : "without_placement",
            AgeOn(BornAsTold(journey, period.StartedOn), period.StartedOn),
            before?.EndedOn
        );

    private IEnumerable<End> Ended(DateOnly since) =>
        from journey in journeys
        from period in journey.PeriodsOfCare
        where period.EndedOn >= since && journey.LookedAfterOn(period.EndedOn!.Value.AddDays(-1))
        select new End(
            period,
            journey.PlacementOn(period.EndedOn!.Value.AddDays(-1)) is { } home && IsResidential(home),
            BornAsTold(journey, period.EndedOn!.Value.AddDays(-1)) is { } born && period.EndedOn >= Age.Birthday(born, 18).AddDays(-1)
        );

    /// <summary>As the child was described on a day: an age assessment holds from its own day on.</summary>
    private static DateOnly? BornAsTold(CareJourney journey, DateOnly day) =>
        journey.Details.Last(spell => spell.StartedOn is null || spell.StartedOn <= day).Facts.DateOfBirth;

    private static int? AgeOn(DateOnly? born, DateOnly day)
    {
        if (born is null || born > day)
        {
            return null;
        }
        var age = day.Year - born.Value.Year;
        return Age.Birthday(born.Value, age) > day ? age - 1 : age;
    }

    private static PeriodOfCare PeriodOn(CareJourney journey, DateOnly day) =>
        journey.PeriodsOfCare.Single(period => period.StartedOn <= day && (period.EndedOn is null || day < period.EndedOn));

    private static DateOnly LastDay(DateOnly startedOn, DateOnly endedOn) => endedOn > startedOn ? endedOn.AddDays(-1) : startedOn;

    private static PlacementCategory CategoryOf(Placement placement) => Category.Of(placement.Facts.Kind, placement.Facts.Sector);

    private static bool IsResidential(Placement placement) =>
        CategoryOf(placement) is PlacementCategory.InHouseResidential or PlacementCategory.ExternalResidential;

    private static bool IsSameCarer(Placement a, Placement b) => a.Facts.Carer is { } carer && carer == b.Facts.Carer;

    private static IEnumerable<DateOnly> Days(DateOnly from, DateOnly to)
    {
        for (var day = from; day < to; day = day.AddDays(1))
        {
            yield return day;
        }
    }
}

/// <param name="Home">Category of the first home.</param>
/// <param name="LeftBefore">When the child had last left care.</param>
internal sealed record Start(PeriodOfCare Period, string Home, int? AgeThen, DateOnly? LeftBefore);

internal sealed record End(PeriodOfCare Period, bool FromResidential, bool Turned18);
