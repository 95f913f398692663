using Placements.Domain.Codes;
using Placements.Domain.Journey;

namespace Placements.Domain.Measures;

/// <summary>
/// How long a case record is kept: to the 75th anniversary of the birth, or, of a child who died before 18, for fifteen years from the day
/// of death (England: Care Planning, Placement and Case Review Regulations 2010 reg. 50; Wales: those of 2015, reg. 64).
/// </summary>
public static class Retention
{
    public const int YearsFromBirth = 75;

    public const int YearsFromDeath = 15;

    private const int OfAge = 18;

    /// <summary>The first day on which the record need not be kept; null where nobody knows when the child was born.</summary>
    public static DateOnly? EndsOn(CareJourney journey)
    {
        var born = journey.Child?.DateOfBirth;
        // Care ends by death on the day of death. Who dies in care is a child, also one whose birthday nobody knows.
        return DiedOn(journey) is { } died && (born is null || died < Anniversary(born.Value, OfAge)) ? Anniversary(died, YearsFromDeath)
            : born is null ? null
            : Anniversary(born.Value, YearsFromBirth);
    }

    private static DateOnly? DiedOn(CareJourney journey) =>
        journey.PeriodsOfCare.LastOrDefault(period => period.EndReason == CareEndReason.Died)?.EndedOn;

    /// <summary>Of 29 February in a common year: 1 March, so that nothing is erased a day early.</summary>
    private static DateOnly Anniversary(DateOnly day, int years)
    {
        var same = day.AddYears(years);
        return same.Day == day.Day ? same : same.AddDays(1);
    }
}
