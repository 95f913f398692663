namespace Placements.Tests.Domain;

internal static class KindOfHomeRuleStories
{
    public static RuleStory[] All =>
        [
            // Only a parent provides a home with parents, and provides nothing else.
            Provided(PlacementKind.WithParents, breaks: Sector.OwnCouncil, holds: Sector.Parent),
            Provided(PlacementKind.WithParents, Sector.OtherPublic, Sector.Parent),
            Provided(PlacementKind.WithParents, Sector.ForProfit, Sector.Parent),
            Provided(PlacementKind.FosterCare, Sector.Parent, Sector.ForProfit),
            // Councils run neither hospitals nor prisons; health and justice run neither foster care nor children's homes.
            Provided(PlacementKind.HealthSetting, Sector.OwnCouncil, Sector.OtherPublic),
            Provided(PlacementKind.Custody, Sector.OtherCouncil, Sector.OtherPublic),
            Provided(PlacementKind.FosterCare, Sector.OtherPublic, Sector.OtherCouncil),
            Provided(PlacementKind.KinshipFosterCare, Sector.OtherPublic, Sector.OwnCouncil),
            Provided(PlacementKind.ChildrensHome, Sector.OtherPublic, Sector.NotForProfit),
            Provided(PlacementKind.SecureChildrensHome, Sector.OtherPublic, Sector.OtherCouncil),
            Provided(PlacementKind.AdoptivePlacement, Sector.OtherPublic, Sector.NotForProfit),
            new(
                "sector_does_not_fit_kind",
                "2024-06-01",
                [.. RuleStory.InCare, HomeChanged("2024-06-01", "A") with { Sector = Sector.Parent }],
                [.. RuleStory.InCare, HomeChanged("2024-06-01", "A") with { Sector = Sector.NotForProfit }]
            ),
            // The child, born on 14 May 2012, is 16 in 2028 and so on; earlier births bring the birthday into the story.
            Aged("supported_accommodation_under_16", PlacementKind.SupportedAccommodation, 16),
            Aged("independent_living_under_16", PlacementKind.IndependentLiving, 16),
            Aged("custody_under_10", PlacementKind.Custody, 10, Sector.OtherPublic),
            Aged("residential_school_under_4", PlacementKind.ResidentialSchool, 4),
            // A home that changed its kind is judged by each kind for its own days.
            new(
                "independent_living_under_16",
                "2024-06-01",
                [.. RuleStory.InCareBorn("2008-06-02"), HomeChanged("2024-06-01", "A") with { Kind = PlacementKind.IndependentLiving }],
                [.. RuleStory.InCareBorn("2008-06-01"), HomeChanged("2024-06-01", "A") with { Kind = PlacementKind.IndependentLiving }]
            ),
            new(
                "secure_under_13_needs_minister",
                "2024-06-01",
                [.. RuleStory.InCareBorn("2011-06-02"), Moved("2024-06-01", "A", Home("secure", PlacementKind.SecureChildrensHome))],
                [.. RuleStory.InCareBorn("2011-06-01"), Moved("2024-06-01", "A", Home("secure", PlacementKind.SecureChildrensHome))]
            ),
            new(
                "secure_under_13_needs_minister",
                "2024-06-01",
                [
                    .. RuleStory.InCareBorn("2011-06-02"),
                    Approved("2024-05-30", "secure", Approver.NominatedOfficer),
                    Moved("2024-06-01", "A", Home("secure", PlacementKind.SecureChildrensHome)),
                ],
                [
                    .. RuleStory.InCareBorn("2011-06-02"),
                    Moved("2024-06-01", "A", Home("secure", PlacementKind.SecureChildrensHome)),
                    Approved("2024-05-30", "secure", Approver.Minister),
                ]
            ),
            new(
                "operating_without_registration",
                "2024-01-01",
                [Registered(), CameIntoCare("2024-01-01"), Placed("2024-01-01", Unregistered("A"))],
                [Registered(), CameIntoCare("2024-01-01"), Placed("2024-01-01", Home("A") with { Registration = Registration.NotRequired })]
            ),
            new(
                "operating_without_registration",
                "2024-06-01",
                [.. RuleStory.InCare, HomeChanged("2024-06-01", "A") with { Registration = Registration.OperatingWithoutRegistration }],
                [.. RuleStory.InCare, HomeChanged("2024-06-01", "A") with { Registration = Registration.Registered }]
            ),
        ];

    private static PlacementFacts Unregistered(string name) =>
        Home(name, PlacementKind.ChildrensHome, Sector.ForProfit) with
        {
            Registration = Registration.OperatingWithoutRegistration,
        };

    private static RuleStory Provided(PlacementKind kind, Sector breaks, Sector holds) =>
        new(
            "sector_does_not_fit_kind",
            "2024-06-01",
            [.. RuleStory.InCare, Moved("2024-06-01", "A", Home("B", kind, breaks))],
            [.. RuleStory.InCare, Moved("2024-06-01", "A", Home("B", kind, holds))]
        );

    private static RuleStory Aged(string code, PlacementKind kind, int age, Sector sector = Sector.NotForProfit) =>
        new(
            code,
            "2024-06-01",
            [.. RuleStory.InCareBorn($"{2024 - age}-06-02"), Moved("2024-06-01", "A", Home("B", kind, sector))],
            [.. RuleStory.InCareBorn($"{2024 - age}-06-01"), Moved("2024-06-01", "A", Home("B", kind, sector))]
        );
}
