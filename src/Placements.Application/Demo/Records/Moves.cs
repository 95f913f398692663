using Placements.Domain.Codes;

namespace Placements.Application.Demo.Records;

/// <summary>Why children move, who asks for it, and where they go in the end.</summary>
internal static class Moves
{
    public static ChangeReason PlannedReason(DemoRandom random) =>
        random.Weighted(
            (ChangeReason.CarePlan, 72),
            (ChangeReason.AuthorityDecision, 9),
            (ChangeReason.SettingClosed, 7),
            (ChangeReason.ChildRequest, 5),
            (ChangeReason.CarerRequestOther, 5),
            (ChangeReason.Other, 2.0)
        );

    public static ChangeReason UnplannedReason(DemoRandom random) =>
        random.Weighted(
            (ChangeReason.CarerRequestBehaviour, 44),
            (ChangeReason.CarerRequestOther, 18),
            (ChangeReason.ChildRequest, 14),
            (ChangeReason.Allegation, 8),
            (ChangeReason.StandardsOfCare, 5),
            (ChangeReason.AuthorityDecision, 8),
            (ChangeReason.ApprovalRemoved, 1),
            (ChangeReason.Other, 2.0)
        );

    public static Party WhoAsked(DemoRandom random, ChangeReason reason) =>
        reason switch
        {
            ChangeReason.CarerRequestBehaviour or ChangeReason.CarerRequestOther => random.Chance(0.8) ? Party.Carer : Party.Provider,
            ChangeReason.SettingClosed => Party.Provider,
            ChangeReason.ChildRequest => Party.Child,
            ChangeReason.Custody => Party.Court,
            ChangeReason.Other => Party.Other,
            _ => Party.Authority,
        };

    public static string? WhereTo(CareEndReason reason) =>
        reason switch
        {
            CareEndReason.ReturnedHome => "Home to a parent",
            CareEndReason.IndependentLivingSupported => "Own tenancy with support",
            CareEndReason.IndependentLivingUnsupported => "Own tenancy",
            CareEndReason.WhenIAmReady => "Stays with the former carers",
            CareEndReason.AdoptedConsentDispensed or CareEndReason.AdoptedUnopposed => "With the adoptive family",
            CareEndReason.SpecialGuardianshipFormerFosterCarer => "Stays with the former foster carer",
            CareEndReason.SpecialGuardianshipOther or CareEndReason.ChildArrangementsOrder => "With a relative",
            CareEndReason.AdultSocialServices => "Adult placement",
            CareEndReason.OtherAuthority => "Case taken over by another authority",
            CareEndReason.Custody => "Young offender institution",
            _ => null,
        };
}
