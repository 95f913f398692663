using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Tests.Api.Returns.Checks.Cases;

/// <summary>Cells that are in no list can only be in rows kept as they came: facts have codes.</summary>
internal sealed class CodeCases : ICases
{
    private static readonly Child Agreement = Child.Of(KeptTable.Episodes, "01/06/2024,S,V4,N2,K2,PR4,01/09/2024,E8");

    public static IEnumerable<RuleCase> All =>
        [
            new("141")
            {
                Kept = [Agreement],
                Broken = [new Child().AsTheyCame("31/06/2024,S,V4,N2,K2,PR4"), new Child().AsTheyCame(",S,V4,N2,K2,PR4")],
            },
            new("147")
            {
                Kept = [Agreement, new Child().AsTheyCame("01/06/2024,S,V4,N2,K2,PR4")],
                Broken = [new Child().AsTheyCame("01/06/2024,S,V4,N2,K2,PR4,soon,E8")],
            },
            new("143") { Kept = [Agreement], Broken = [new Child().AsTheyCame("01/06/2024,Q,V4,N2,K2,PR4")] },
            new("144")
            {
                Kept = [Agreement, Child.With("01/06/2024,S,C2,N1,U6,PR1")],
                Broken = [new Child().AsTheyCame("01/06/2024,S,V1,N2,K2,PR4")],
            },
            new("145") { Kept = [Agreement], Broken = [new Child().AsTheyCame("01/06/2024,S,V4,N9,K2,PR4")] },
            new("146")
            {
                Kept = [Agreement],
                Broken = [new Child().AsTheyCame("01/06/2024,S,V4,N2,Q9,PR4"), new Child().AsTheyCame("01/06/2024,S,V4,N2,H5,PR4")],
            },
            new("146", 2024)
            {
                Kept = [new Child().AsTheyCame("01/06/2023,S,V4,N2,H5,PR4")],
                Broken = [new Child().AsTheyCame("01/06/2023,S,V4,N2,K3,PR4")],
            },
            new("146", 2026)
            {
                Kept = [new Child().AsTheyCame("01/06/2025,S,V4,N2,Z12,")],
                Broken = [new Child().AsTheyCame("01/06/2025,S,V4,N2,Z1,PR4")],
            },
            new("149") { Kept = [Agreement], Broken = [new Child().AsTheyCame("01/06/2024,S,V4,N2,K2,PR4,01/09/2024,E43")] },
            new("178") { Kept = [Agreement], Broken = [new Child().AsTheyCame("01/06/2024,S,V4,N2,K2,PR6")] },
            new("1009")
            {
                Kept = [Child.With("01/06/2024,S,C2,N1,U6,PR1,05/07/2024,X1,CARPL", "05/07/2024,P,C2,N1,K2,PR4")],
                Broken = [new Child().AsTheyCame("01/06/2024,S,V4,N2,K2,PR4,01/07/2024,X1,LIIAF")],
            },
            new("217t", 2024)
            {
                Kept = [Child.Born("01/05/2006").Episodes("27/10/2023,S,V2,N1,P2,PR4")],
                Broken = [Child.Born("01/05/2006").Episodes("28/10/2023,S,V2,N1,P2,PR4")],
            },
        ];
}
