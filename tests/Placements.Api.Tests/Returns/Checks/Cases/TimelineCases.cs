using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Tests.Api.Returns.Checks.Cases;

internal sealed class TimelineCases : ICases
{
    private static readonly Child Whole = Child.With("01/06/2024,S,C2,N1,U6,PR1,05/07/2024,X1,CARPL", "05/07/2024,P,C2,N1,K2,PR4");

    public static IEnumerable<RuleCase> All =>
        [
            new("148")
            {
                Kept = [Whole],
                Broken =
                [
                    new Child().AsTheyCame("01/06/2024,S,V4,N2,K2,PR4,01/09/2024"),
                    new Child().AsTheyCame("01/06/2024,S,V4,N2,K2,PR4,,E8"),
                ],
            },
            new("356") { Kept = [Whole], Broken = [new Child().AsTheyCame("02/06/2024,S,V4,N2,K2,PR4,01/06/2024,E8")] },
            new("355")
            {
                // A child moved twice in a day: the return knows only where it slept.
                Kept = [Whole, Whole2Moves],
                Broken = [new Child().AsTheyCame("01/06/2024,S,V4,N2,K2,PR4,01/06/2024,E8")],
            },
            new("353")
            {
                Kept = [Child.Born("01/01/1990").Episodes("14/10/1991,S,C2,N1,U6,PR1").Rows(KeptTable.Oc3, "YES,F1,U1")],
                Broken = [Child.Born("01/01/1990").Episodes("13/10/1991,S,C2,N1,U6,PR1").Rows(KeptTable.Oc3, "YES,F1,U1")],
            },
            new("354") { Kept = [Child.With("31/03/2025,S,C2,N1,U6,PR1")], Broken = [new Child().AsTheyCame("01/04/2025,S,V4,N2,K2,PR4")] },
            new("385")
            {
                Kept = [Child.With("01/06/2024,S,C2,N1,U6,PR1,31/03/2025,E8")],
                Broken = [new Child().AsTheyCame("01/06/2024,S,V4,N2,K2,PR4,01/04/2025,E8")],
            },
            new("302")
            {
                Kept = [Child.Born("01/06/2024").Episodes("01/06/2024,S,C2,N1,U6,PR1")],
                Broken = [Child.Born("02/06/2024").Episodes("01/06/2024,S,C2,N1,U6,PR1")],
            },
            new("352")
            {
                Kept = [Child.Born("02/06/2006").Episodes("01/06/2024,S,V2,N1,U6,PR1")],
                Broken = [Child.Born("01/06/2006").Episodes("01/06/2024,S,V2,N1,U6,PR1")],
            },
            new("359")
            {
                Kept =
                [
                    Child.Born("01/04/2007").Episodes("01/06/2024,S,V2,N1,U6,PR1"),
                    Child.Born("01/09/2006").Episodes("01/06/2024,S,V2,N1,K2,PR4"),
                    Child.Born("01/09/2006").Episodes("01/06/2024,S,V2,N1,U6,PR1,01/09/2024,E17"),
                ],
                Broken = [Child.Born("31/03/2007").Episodes("01/06/2024,S,V2,N1,U6,PR1")],
            },
        ];

    private static Child Whole2Moves =>
        Child
            .With("01/06/2024,S,C2,N1,U6,PR1,05/07/2024,X1,CARPL", "05/07/2024,P,C2,N1,K2,PR4")
            .Then(
                new PlacementStarted
                {
                    EffectiveOn = new(2024, 6, 1),
                    Placement = new PlacementFacts
                    {
                        PlacementId = Guid.NewGuid(),
                        Kind = PlacementKind.HealthSetting,
                        Sector = Sector.OtherPublic,
                    },
                }
            );
}

/// <summary>What follows what. Facts cannot be told out of order: what breaks these came as rows, unless the domain finds it.</summary>
internal sealed class SuccessionCases : ICases
{
    private static readonly Child Whole = Child.With("01/06/2024,S,C2,N1,U6,PR1,05/07/2024,X1,CARPL", "05/07/2024,P,C2,N1,K2,PR4");

    public static IEnumerable<RuleCase> All =>
        [
            new("142") { Kept = [Whole], Broken = [new Child().AsTheyCame("01/06/2024,S,V4,N2,K2,PR4", "01/09/2024,S,V4,N2,K2,PR4")] },
            new("501")
            {
                Kept = [Whole],
                Broken = [new Child().AsTheyCame("01/06/2024,S,V4,N2,K2,PR4,02/09/2024,E8", "01/09/2024,S,V4,N2,K2,PR4")],
            },
            new("388")
            {
                Kept = [Whole],
                Broken =
                [
                    new Child().AsTheyCame("01/06/2024,S,V4,N2,K2,PR4,01/09/2024,X1"),
                    new Child().AsTheyCame("01/06/2024,S,V4,N2,K2,PR4,01/09/2024,X1", "02/09/2024,P,V4,N2,K1,PR4"),
                    new Child().AsTheyCame("01/06/2024,S,V4,N2,K2,PR4,01/09/2024,E8", "01/09/2024,P,V4,N2,K1,PR4"),
                ],
            },
            new("431")
            {
                Kept = [Child.With("01/06/2024,S,C2,N1,U6,PR1,05/07/2024,E8", "06/07/2024,S,C2,N1,K2,PR4")],
                Broken = [Child.With("01/06/2024,S,C2,N1,U6,PR1,05/07/2024,E8", "05/07/2024,S,C2,N1,K2,PR4")],
            },
            new("432")
            {
                Kept = [Child.With("01/06/2024,S,C2,N1,U6,PR1,05/07/2024,E8", "06/07/2024,S,C2,N1,K2,PR4")],
                Broken = [new Child().AsTheyCame("01/06/2024,S,V4,N2,K2,PR4,01/09/2024,E8", "02/09/2024,P,V4,N2,K1,PR4")],
            },
            new("433")
            {
                Kept = [Whole],
                Broken = [new Child().AsTheyCame("01/06/2024,S,V4,N2,K2,PR4,01/09/2024,X1", "02/09/2024,P,V4,N2,K1,PR4")],
            },
            new("357") { Kept = [Whole, Child.With("31/03/2024,P,C2,N1,U6,PR1")], Broken = [Child.With("01/04/2024,P,C2,N1,U6,PR1")] },
            new("437")
            {
                Kept = [Child.With("01/06/2024,S,C2,N1,U6,PR1,05/07/2024,E8", "06/07/2024,S,C2,N1,K2,PR4")],
                Broken =
                [
                    Child.With("01/06/2024,S,C2,N1,U6,PR1,05/07/2024,E2", "06/07/2024,S,C2,N1,K2,PR4"),
                    Child.With("01/06/2024,S,C2,N1,U6,PR1,05/07/2024,E15", "06/07/2024,S,C2,N1,K2,PR4"),
                ],
            },
        ];
}
