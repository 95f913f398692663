namespace Placements.Tests.Domain;

/// <summary>A child born on 1 June 2006 is 18 on 1 June 2024.</summary>
internal static class ExitRuleStories
{
    public static RuleStory[] All =>
        [
            Leaving(
                "adopted_at_18",
                CareEndReason.AdoptedUnopposed,
                breaks: "2024-06-01",
                holds: "2024-05-31",
                PlacementKind.AdoptivePlacement
            ),
            Leaving("adopted_at_18", CareEndReason.AdoptedConsentDispensed, "2024-06-01", "2024-05-31", PlacementKind.AdoptivePlacement),
            // In Wales care stops on the day before the 18th birthday.
            Leaving("stays_with_carers_before_18", CareEndReason.WhenIAmReady, "2024-05-30", "2024-05-31"),
            Leaving("stays_with_carers_before_18", CareEndReason.StayedWithCarers, "2024-05-30", "2024-06-01"),
            Leaving("guardianship_at_18", CareEndReason.SpecialGuardianshipOther, "2024-06-01", "2024-05-31"),
            Leaving("guardianship_at_18", CareEndReason.SpecialGuardianshipFormerFosterCarer, "2024-06-01", "2024-05-31"),
            Leaving("independent_before_14", CareEndReason.IndependentLivingSupported, "2020-05-31", "2020-06-01"),
            Leaving("independent_before_14", CareEndReason.IndependentLivingUnsupported, "2020-05-31", "2020-06-01"),
            Leaving("adult_services_before_16", CareEndReason.AdultSocialServices, "2022-05-31", "2022-06-01"),
            LeavingFrom(
                "adopted_not_from_adoptive_placement",
                CareEndReason.AdoptedUnopposed,
                PlacementKind.FosterCare,
                PlacementKind.AdoptivePlacement
            ),
            LeavingFrom(
                "guardian_was_not_foster_carer",
                CareEndReason.SpecialGuardianshipFormerFosterCarer,
                PlacementKind.ChildrensHome,
                PlacementKind.KinshipFosterCare
            ),
            // Where no placement is recorded there is nothing to hold against the reason.
            new(
                "adopted_not_from_adoptive_placement",
                "2025-06-01",
                [.. RuleStory.InCare, LeftCare("2025-06-01", CareEndReason.AdoptedConsentDispensed)],
                [Registered(), CameIntoCare("2024-01-01"), LeftCare("2025-06-01", CareEndReason.AdoptedConsentDispensed)]
            ),
        ];

    private static RuleStory Leaving(
        string code,
        CareEndReason reason,
        string breaks,
        string holds,
        PlacementKind kind = PlacementKind.FosterCare
    ) => new(code, breaks, [.. InCareSince2019(kind), LeftCare(breaks, reason)], [.. InCareSince2019(kind), LeftCare(holds, reason)]);

    private static RuleStory LeavingFrom(string code, CareEndReason reason, PlacementKind breaks, PlacementKind holds) =>
        new(
            code,
            "2023-01-01",
            [.. InCareSince2019(breaks), LeftCare("2023-01-01", reason)],
            [.. InCareSince2019(holds), LeftCare("2023-01-01", reason)]
        );

    private static ChildEvent[] InCareSince2019(PlacementKind kind) =>
        [Registered(born: "2006-06-01"), CameIntoCare("2019-01-01"), Placed("2019-01-01", Home("A", kind))];
}
