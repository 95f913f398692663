using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Tests.Api.Returns.Checks.Cases;

internal sealed class LegalCases : ICases
{
    public static IEnumerable<RuleCase> All =>
        [
            new("336")
            {
                Kept = [Child.With("01/06/2024,S,E1,N1,U5,PR1,05/07/2024,X1,PLACE", "05/07/2024,T,E1,N1,A5,PR1")],
                Broken = [Child.With("01/06/2024,S,E1,N1,K2,PR4,05/07/2024,X1,CARPL", "05/07/2024,P,E1,N1,A5,PR1")],
            },
            new("358")
            {
                Kept = [Child.Born("01/06/2014").Episodes("01/06/2024,S,J1,N6,K2,PR4")],
                Broken = [Child.Born("02/06/2014").Episodes("01/06/2024,S,J1,N6,K2,PR4")],
            },
            .. Limit("361", "L1", "04/06/2024", "05/06/2024"),
            .. Limit("362", "L2", "22/06/2024", "23/06/2024"),
            .. Limit("363", "L3", "08/06/2024", "09/06/2024"),
            .. Limit("364", "J2", "22/06/2024", "23/06/2024"),
            new("378")
            {
                Kept = [Child.With("01/06/2024,S,C2,N1,P1,PR0")],
                Broken = [Child.With("01/06/2024,S,V2,N1,P1,PR0"), Child.With("01/06/2020,S,V2,N1,P1,PR0")],
            },
            new("408") { Kept = [Child.With("01/06/2024,S,E1,N1,A6,PR1")], Broken = [new Child().AsTheyCame("01/06/2024,S,C2,N1,A6,PR1")] },
            new("446", 2018)
            {
                Kept = [Child.Born("01/06/2004").Episodes("01/12/2005,S,E1,N1,U6,PR1")],
                Broken = [Child.Born("01/06/2004").Episodes("30/11/2005,S,E1,N1,U6,PR1")],
            },
            new("445", 2020)
            {
                Kept = [Child.Born("01/06/2004").Episodes("31/12/2005,S,D1,N1,U6,PR1")],
                Broken = [Child.Born("01/06/2004").Episodes("01/01/2006,S,D1,N1,U6,PR1")],
            },
            new("451", 2020)
            {
                Kept = [Child.Born("01/06/2004").Episodes("01/06/2005,S,D1,N1,U6,PR1,01/05/2019,E8")],
                Broken = [Child.Born("01/06/2004").Episodes("01/06/2005,S,D1,N1,U6,PR1")],
            },
        ];

    private static IEnumerable<RuleCase> Limit(string code, string status, string within, string over) =>
        [
            new(code)
            {
                Kept = [Child.With($"01/06/2024,S,{status},N1,U6,PR1,{within},X1", $"{within},L,C1,N1,U6,PR1")],
                Broken =
                [
                    Child.With($"01/06/2024,S,{status},N1,U6,PR1,{over},X1", $"{over},L,C1,N1,U6,PR1"),
                    Child.With($"01/06/2024,S,{status},N1,U6,PR1"),
                ],
            },
        ];
}

internal sealed class RespiteCases : ICases
{
    private const string Break = "01/06/2024,S,V3,N2,U6,PR1,05/06/2024,E4A";

    private static readonly string[] FiveOf15Days =
    [
        "01/05/2024,S,V3,N2,U6,PR1,16/05/2024,E4A",
        "01/06/2024,S,V3,N2,U6,PR1,16/06/2024,E4A",
        "01/07/2024,S,V3,N2,U6,PR1,16/07/2024,E4A",
        "01/08/2024,S,V3,N2,U6,PR1,16/08/2024,E4A",
        "01/09/2024,S,V3,N2,U6,PR1,16/09/2024,E4A",
    ];

    public static IEnumerable<RuleCase> All =>
        [
            new("365")
            {
                Kept = [Child.With("01/06/2024,S,V3,N2,U6,PR1,18/06/2024,E4A")],
                Broken = [Child.With("01/06/2024,S,V3,N2,U6,PR1,19/06/2024,E4A"), Child.With("01/06/2024,S,V3,N2,U6,PR1")],
            },
            new("366")
            {
                Kept = [Child.With(Break)],
                Broken = [Child.With("01/06/2024,S,V3,N2,U6,PR1,03/06/2024,X1,CARPL", "03/06/2024,P,V3,N2,K2,PR4,05/06/2024,E4A")],
            },
            new("367")
            {
                Kept = [Child.With(FiveOf15Days)],
                Broken = [Child.With([.. FiveOf15Days, "01/10/2024,S,V3,N2,U6,PR1,02/10/2024,E4A"])],
            },
            new("426") { Kept = [Child.With(Break)], Broken = [Child.With(Break).AsTheyCame("01/09/2024,S,V4,N2,U6,PR1")] },
            new("382")
            {
                Kept = [Child.With(Break)],
                Broken =
                [
                    Child.With(Break).Missing("02/06/2024", "03/06/2024", AbsenceKind.Hospital),
                    new Child().AsTheyCame("01/06/2024,S,V4,N2,T1"),
                ],
            },
            new("384")
            {
                Kept = [Child.With(Break)],
                Broken = [Child.With("01/06/2024,S,V3,N2,U4,PR1,05/06/2024,E4A"), new Child().AsTheyCame("01/06/2024,S,V4,N2,U1,PR1")],
            },
            new("398") { Kept = [Child.With(Break)], Broken = [new Child().AsTheyCame("01/06/2024,S,V4,N2,U6,PR1,,,,B1 1AA")] },
            new("214")
            {
                Kept = [Child.With(Break)],
                Broken =
                [
                    new Child().AsTheyCame("01/06/2024,S,V4,N2,U6,PR1,,,,,B1 1AA"),
                    new Child().AsTheyCame("01/06/2024,S,V4,N2,U6,PR1,,,,,,SC123456"),
                ],
            },
            new("399")
            {
                Kept = [Child.With(Break), Child.With("01/06/2024,S,C2,N2,U6,PR1").Rows(KeptTable.Reviews, "20/06/2024,PN1")],
                Broken = [Child.With(Break).Rows(KeptTable.Reviews, "20/06/2024,PN1"), Child.With(Break).Rows(KeptTable.Header, "UN1,0")],
            },
        ];
}
