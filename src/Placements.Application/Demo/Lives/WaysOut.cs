using Placements.Domain.Codes;

namespace Placements.Application.Demo.Lives;

/// <summary>How likely a child is to leave care in which way.</summary>
internal static class WaysOut
{
    /// <summary>Going home is likeliest in the first weeks, and less so for those who are about to leave as adults.</summary>
    public static double Before18(PlannedChild child, PlannedPeriod period, CareEndReason reason, DateOnly on)
    {
        var days = on.DayNumber - period.Start.DayNumber;
        if (days < 2 || child.LastDayOfCare <= on.AddDays(31))
            return 0;

        var age = child.AgeOn(on);
        if (child.Unaccompanied)
            return
                reason is CareEndReason.OtherAuthority or CareEndReason.Other
                || (reason == CareEndReason.IndependentLivingSupported && age >= 16)
                ? 3
                : 0;

        return reason switch
        {
            CareEndReason.ReturnedHome => (age >= 15 ? 0.25 : 1)
                * days switch
                {
                    < 30 => 14,
                    < 90 => 8,
                    < 180 => 5,
                    < 365 => 3,
                    < 1095 => 1,
                    _ => 0.4,
                },
            CareEndReason.AdoptedConsentDispensed or CareEndReason.AdoptedUnopposed => days is > 400 and < 1300 && age < 8
                ? (age < 4 ? 5 : 1)
                : 0,
            CareEndReason.SpecialGuardianshipFormerFosterCarer
            or CareEndReason.SpecialGuardianshipOther
            or CareEndReason.ChildArrangementsOrder => days > 200 && age < 15 ? (days < 1000 ? 3 : 1) : 0,
            CareEndReason.IndependentLivingSupported => age >= 16 ? 1 : 0,
            CareEndReason.LeftToLiveWithOthers => age >= 15 ? 1 : 0,
            CareEndReason.Custody => age >= 15 ? 1 : 0,
            CareEndReason.RemandEnded => days < 120 && child.AgeOn(period.Start) >= 12 ? 1 : 0,
            CareEndReason.OtherAuthority or CareEndReason.Other or CareEndReason.Died => 1,
            _ => 0,
        };
    }

    public static double At18(PlannedChild child, CareEndReason reason) =>
        reason switch
        {
            CareEndReason.AdultSocialServices => child.Disabled ? 100 : 1,
            CareEndReason.IndependentLivingSupported => 3,
            CareEndReason.IndependentLivingUnsupported or CareEndReason.WhenIAmReady => 1,
            _ => 0,
        };
}
