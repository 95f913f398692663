using Placements.Application.Returns.Files;
using Placements.Domain.Codes;

namespace Placements.Application.Returns.Checks.Leaver;

/// <summary>By the whole record, where the Department sees only two years of it.</summary>
internal sealed class Rule1001()
    : RowCheck(
        "1001",
        Ssda903Tables.Oc3,
        "A care leaver was looked after for 13 weeks since the age of 14, some of it since 16, and was not adopted.",
        "OC3.IN_TOUCH",
        "OC3.ACTIV",
        "OC3.ACCOM"
    )
{
    protected override bool Breaks(CheckedRow row, CheckedChild child) =>
        child.Birthday(20) > child.Year.LastDay
        && child.Journey.PeriodsOfCare.Count > 0
        && (DaysSince(child, 14) < ThirteenWeeks || DaysSince(child, 16) < 1 || WasAdopted(child));

    private const int ThirteenWeeks = 91;

    private static int DaysSince(CheckedChild child, int age)
    {
        var (birthday, days) = (child.Birthday(age)!.Value, 0);
        foreach (var spell in child.Journey.LegalStatuses.Where(spell => spell.Status != LegalStatus.ShortBreaks))
        {
            var from = spell.StartedOn > birthday ? spell.StartedOn : birthday;
            days += Math.Max(0, (spell.EndedOn ?? child.Year.LastDay).DayNumber - from.DayNumber);
        }
        return days;
    }

    private static bool WasAdopted(CheckedChild child) =>
        child.Journey.PeriodsOfCare[^1].EndReason is CareEndReason.AdoptedUnopposed or CareEndReason.AdoptedConsentDispensed;
}
