using Placements.Domain.Codes;
using Placements.Domain.Journey;
using Placements.Domain.Measures;

namespace Placements.Tests.Api.Demo;

/// <summary>What the figures of days and those of a year count alike.</summary>
internal static class DemoCounts
{
    public static readonly DateOnly Census = new(2022, 3, 31);
    public static readonly DateOnly YearBefore = new(2021, 3, 31);

    public static bool IsInYear(DateOnly day) => day > YearBefore && day <= Census;

    public static IEnumerable<PeriodOfCare> Periods(CareJourney journey) =>
        journey.PeriodsOfCare.Where(period => period.LegalStatusAtStart != LegalStatus.ShortBreaks);

    public static bool IsResidential(PlacementCategory category) =>
        category is PlacementCategory.ExternalResidential or PlacementCategory.InHouseResidential;

    public static PlacementCategory CategoryOf(Placement placement) => Category.Of(placement.Facts.Kind, placement.Facts.Sector);

    public static int AgeOn(CareJourney journey, DateOnly day)
    {
        var born = journey.Child!.DateOfBirth!.Value;
        var age = day.Year - born.Year;
        return born.AddYears(age) > day ? age - 1 : age;
    }
}
