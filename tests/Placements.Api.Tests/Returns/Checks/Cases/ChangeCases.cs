using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Tests.Api.Returns.Checks.Cases;

internal sealed class ChangeCases : ICases
{
    public static IEnumerable<RuleCase> All =>
        [
            new("434")
            {
                Kept = [Child.With("01/06/2024,S,C1,N1,U6,PR1,05/07/2024,X1", "05/07/2024,L,C2,N1,U6,PR1")],
                Broken =
                [
                    // Placed by consent, and under an order later: the type says which, although nothing but the status changed.
                    Child.With("01/06/2024,S,V2,N1,A4,PR1,05/07/2024,X1", "05/07/2024,L,E1,N1,A6,PR1"),
                    new Child().AsTheyCame("01/06/2024,S,V4,N2,K2,PR4,01/09/2024,X1", "01/09/2024,L,V4,N2,K2,PR4"),
                ],
            },
            new("435")
            {
                Kept = [Child.With("01/06/2024,S,C1,N1,U6,PR1,05/07/2024,X1,CARPL", "05/07/2024,P,C1,N1,K2,PR4")],
                Broken =
                [
                    Child.With("01/06/2024,S,C1,N1,U6,PR1,05/07/2024,X1,CARPL", "05/07/2024,P,C1,N1,U6,PR1"),
                    new Child().AsTheyCame("01/06/2024,S,C1,N2,K2,PR4,01/09/2024,X1", "01/09/2024,T,C2,N2,K1,PR4"),
                ],
            },
            new("436")
            {
                Kept = [Child.With("01/06/2024,S,C1,N1,U6,PR1,05/07/2024,X1,CARPL", "05/07/2024,B,C2,N1,K2,PR4")],
                Broken =
                [
                    Child.With("01/06/2024,S,C1,N1,U6,PR1,05/07/2024,X1,CARPL", "05/07/2024,B,C2,N1,U6,PR1"),
                    Child.With("01/06/2024,S,C1,N1,U6,PR1,05/07/2024,X1,CARPL", "05/07/2024,B,C1,N1,K2,PR4"),
                ],
            },
            new("504")
            {
                Kept =
                [
                    Child.With("01/06/2024,S,C1,N1,U6,PR1,05/07/2024,X1,CARPL", "05/07/2024,P,C1,N1,K2,PR4"),
                    Child.With("01/06/2024,S,C1,N1,U6,PR1,05/07/2024,E8", "06/07/2024,S,C1,N3,K2,PR4"),
                ],
                Broken = [new Child().AsTheyCame("01/06/2024,S,V4,N2,K2,PR4,01/09/2024,X1", "01/09/2024,P,V4,N3,K1,PR4")],
            },
            new("217")
            {
                Kept =
                [
                    Child.With("01/06/2024,S,E1,N1,U5,PR1,05/07/2024,X1,PLACE", "05/07/2024,T,E1,N1,A5,PR1"),
                    Child.With("01/06/2024,S,E1,N1,U5,PR1,05/07/2024,X1,CARPL", "05/07/2024,P,E1,N1,A6,PR1"),
                ],
                Broken = [Child.With("01/06/2024,S,E1,N1,U5,PR1,05/07/2024,X1,CARPL", "05/07/2024,P,E1,N1,A5,PR1")],
            },
            new("225")
            {
                Kept =
                [
                    Child.With("01/06/2024,S,C1,N1,U6,PR1,05/07/2024,X1,CARPL", "05/07/2024,P,C1,N1,K2,PR4"),
                    Child.With(
                        "01/06/2024,S,C1,N1,U6,PR1,05/07/2024,X1",
                        "05/07/2024,P,C1,N1,T1,,08/07/2024,X1",
                        "08/07/2024,P,C1,N1,U6,PR1"
                    ),
                ],
                Broken = [Child.With("01/06/2024,S,C1,N1,U6,PR1,05/07/2024,X1", "05/07/2024,P,C1,N1,K2,PR4")],
            },
            new("226")
            {
                Kept =
                [
                    Child.With(
                        "01/06/2024,S,C1,N1,U6,PR1,05/07/2024,X1",
                        "05/07/2024,P,C1,N1,T1,,08/07/2024,X1",
                        "08/07/2024,P,C1,N1,U6,PR1"
                    ),
                ],
                Broken =
                [
                    new Child().AsTheyCame("01/06/2024,S,V4,N2,U6,PR1,05/07/2024,X1,CARPL", "05/07/2024,P,V4,N2,T1"),
                    new Child().AsTheyCame("05/07/2024,P,V4,N2,T1,,08/07/2024,X1,CARPL", "08/07/2024,P,V4,N2,U6,PR1"),
                ],
            },
            new("233", 2026)
            {
                Kept = [Child.With("01/06/2024,S,C1,N1,U6,PR1")],
                Broken = [new Child().AsTheyCame("01/06/2025,S,V4,N2,U6,PR1,,,CARPL")],
            },
            new("234", 2026)
            {
                Kept = [Child.Born("01/06/2015").Episodes("01/05/2025,S,C1,N1,U6,PR1,01/06/2025,X1,CUSTOD", "01/06/2025,P,C1,N1,R5,PR3")],
                Broken = [Child.Born("02/06/2015").Episodes("01/05/2025,S,C1,N1,U6,PR1,01/06/2025,X1,CUSTOD", "01/06/2025,P,C1,N1,R5,PR3")],
            },
        ];
}
