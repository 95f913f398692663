using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Tests.Api.Returns.Checks.Cases;

/// <summary>The columns of OC2: SDQ_SCORE, SDQ_REASON, CONVICTED, HEALTH_CHECK, IMMUNISATIONS, TEETH_CHECK, HEALTH_ASSESSMENT, SUBSTANCE_MISUSE.</summary>
internal sealed class HealthCases : ICases
{
    private const string Whole = "5,,0,,1,1,1,0";

    private static Child AllYear(string row, string born = "14/05/2012") =>
        Child.Born(born).Episodes("01/06/2023,S,C2,N1,U6,PR1").Rows(KeptTable.Oc2, row);

    private static Child PartOfYear(string row) => Child.With("01/06/2024,S,C2,N1,U6,PR1").Rows(KeptTable.Oc2, row);

    public static IEnumerable<RuleCase> All =>
        [
            new("157")
            {
                Kept = [AllYear(Whole), AllYear(",SDQ1", "14/05/2021"), AllYear(",SDQ1", "14/05/2008")],
                Broken = [AllYear(",SDQ1")],
            },
            new("185")
            {
                Kept = [AllYear(Whole), Child.With("01/06/2023,S,C2,N1,U6,PR1,31/03/2025,E8").Rows(KeptTable.Oc2, Whole)],
                Broken =
                [
                    PartOfYear(Whole),
                    Child.With("01/06/2023,S,C2,N1,U6,PR1,30/03/2025,E8").Rows(KeptTable.Oc2, Whole),
                    Child.With("01/06/2024,S,V3,N1,U6,PR1,03/06/2024,E4A").Rows(KeptTable.Oc2, Whole),
                ],
            },
            new("186") { Kept = [AllYear(Whole), AllYear(",SDQ2"), AllYear(",", "02/04/2020")], Broken = [AllYear(",")] },
            new("187")
            {
                Kept = [AllYear(Whole), Child.With("01/06/2023,S,C2,N1,U6,PR1,31/03/2025,E8").Rows(KeptTable.Oc3, "YES,F1,U1")],
                Broken = [AllYear(Whole).Rows(KeptTable.Oc3, "YES,F1,U1"), AllYear(Whole).Rows(KeptTable.Ad1, "01/06/2024")],
            },
            new("190") { Kept = [AllYear(Whole), PartOfYear(",")], Broken = [PartOfYear(",,0"), PartOfYear(",,,,,,,,1")] },
            new("191")
            {
                Kept = [AllYear(Whole), Child.With("01/06/2024,S,C2,N1,U6,PR1")],
                Broken = [AllYear("5,,0,,1,1,1"), Child.With("01/06/2023,S,C2,N1,U6,PR1")],
            },
            new("197B")
            {
                Kept = [AllYear(",SDQ1", "02/04/2020"), AllYear(",", "31/03/2020")],
                Broken = [AllYear(",", "02/04/2020"), AllYear(",", "02/04/2007")],
            },
            new("198") { Kept = [AllYear(",SDQ2")], Broken = [PartOfYear(",SDQ2")] },
            new("543") { Kept = [AllYear(Whole), AllYear(",,,", "01/05/2015")], Broken = [AllYear("5,,,,1,1,1,0")] },
            new("546") { Kept = [AllYear(Whole), AllYear(",,,1", "01/04/2020")], Broken = [AllYear(",,,1", "31/03/2020")] },
        ];
}

internal sealed class LeaverCases : ICases
{
    private const string Leaver = "YES,F1,U1";

    private static Child Left(string born, string episode) => Child.Born(born).Episodes(episode).Rows(KeptTable.Oc3, Leaver);

    public static IEnumerable<RuleCase> All =>
        [
            new("1000")
            {
                Kept = [Left("01/05/2006", "01/06/2022,S,C2,N1,U6,PR1,01/05/2024,E8")],
                Broken =
                [
                    Left("01/05/2006", "01/06/2022,S,C2,N1,U6,PR1,30/04/2024,E2"),
                    Left("01/05/2006", "01/06/2022,S,C2,N1,U6,PR1,30/03/2024,E2"),
                ],
            },
            new("1001")
            {
                Kept = [Left("01/05/2006", "01/06/2021,S,C2,N1,U6,PR1,02/05/2022,E8")],
                Broken =
                [
                    Left("01/05/2006", "01/06/2021,S,C2,N1,U6,PR1,01/05/2022,E8"),
                    Left("01/05/2006", "01/06/2022,S,C2,N1,U6,PR1,30/08/2022,E8"),
                    Left("01/05/2006", "01/06/2021,S,E1,N1,A6,PR1,02/05/2022,E12"),
                ],
            },
            new("1002")
            {
                Kept = [Left("01/05/2006", "01/06/2021,S,C2,N1,U6,PR1,02/05/2022,E8")],
                Broken = [Child.Born("01/05/2006").Rows(KeptTable.Oc3, Leaver)],
            },
            new("1007")
            {
                Kept = [Left("01/05/2006", "01/06/2022,S,C2,N1,U6,PR1,01/05/2024,E8"), Left("01/05/2003", "01/06/2020,S,C2,N1,U6,PR1")],
                Broken = [Left("01/05/2006", "01/06/2022,S,C2,N1,U6,PR1,02/05/2024,E8"), Left("01/05/2007", "01/06/2022,S,C2,N1,U6,PR1")],
            },
            new("1010")
            {
                Kept = [Left("01/05/2006", "01/06/2022,S,C2,N1,U6,PR1,01/05/2024,E8")],
                Broken =
                [
                    Child
                        .Born("01/05/2006")
                        .Episodes("01/06/2022,S,C2,N1,U6,PR1")
                        .Rows(KeptTable.Oc3, Leaver)
                        .Sent()
                        .Then(Ended("01/03/2024")),
                ],
            },
            new("1011")
            {
                Kept = [Left("01/05/2006", "01/06/2022,S,C2,N1,U6,PR1,01/05/2024,E8")],
                Broken = [Left("01/05/2006", "01/06/2022,S,C2,N1,U6,PR1,30/04/2024,E3")],
            },
            new("1014")
            {
                Kept = [Left("01/05/2006", "01/06/2022,S,C2,N1,U6,PR1,01/05/2024,E8").Rows(KeptTable.Uasc, "")],
                Broken = [Left("01/05/2006", "01/06/2021,S,C2,N1,U6,PR1,02/05/2022,E8").Rows(KeptTable.Uasc, "")],
            },
            new("1016")
            {
                Kept =
                [
                    Left("01/05/2006", "01/06/2022,S,C2,N1,U6,PR1,30/04/2024,E8"),
                    Left("01/05/2003", "01/06/2020,S,C2,N1,U6,PR1,01/05/2024,E8"),
                ],
                Broken =
                [
                    Left("01/05/2006", "01/06/2022,S,C2,N1,U6,PR1,01/05/2024,E8"),
                    Left("01/05/2007", "01/06/2022,S,C2,N1,U6,PR1,01/05/2024,E8"),
                ],
            },
        ];

    private static CareEnded Ended(string on) => new() { EffectiveOn = Child.Day(on), Reason = CareEndReason.Other };
}

internal sealed class SocialWorkerCases : ICases
{
    private static Child Allocated(params string[] rows) => Child.With("01/06/2024,S,C2,N1,U6,PR1").Rows(KeptTable.SwEpisodes, rows);

    public static IEnumerable<RuleCase> All =>
        [
            new("SW08STG2")
            {
                Kept = [Allocated("SW1,01/06/2024,01/09/2024,MANAGE", "SW2,01/09/2024,,MANAGE")],
                Broken = [Allocated("SW1,01/06/2024,,MANAGE", "SW2,01/09/2024,,MANAGE")],
            },
            new("SW09STG2")
            {
                Kept = [Allocated("SW1,01/06/2024,02/06/2024,MANAGE")],
                Broken = [Allocated("SW1,01/06/2024,01/06/2024,MANAGE")],
            },
            new("SW10STG2")
            {
                Kept = [Allocated("SW1,01/06/2024,08/09/2024,MANAGE", "SW2,01/09/2024,,MANAGE")],
                Broken = [Allocated("SW1,01/06/2024,09/09/2024,MANAGE", "SW2,01/09/2024,,MANAGE")],
            },
            new("SW11bSTG2")
            {
                Kept =
                [
                    Allocated("SW1,01/06/2024,25/03/2025,MANAGE"),
                    Allocated("SW1,01/06/2024,28/03/2025,MANAGE", "SW2,28/03/2025,,MANAGE"),
                ],
                Broken = [Allocated("SW1,01/06/2024,28/03/2025,MANAGE")],
            },
            new("SW12STG2")
            {
                Kept = [Allocated("SW1,01/06/2024,,MANAGE"), Child.With("01/06/2024,S,C2,N1,U6,PR1,01/09/2024,E8")],
                Broken = [Allocated("SW1,02/06/2024,,MANAGE"), Child.With("01/06/2024,S,C2,N1,U6,PR1")],
            },
            new("SW13STG1")
            {
                Kept = [Allocated("SW1,01/06/2024,,MANAGE"), Allocated("SW1,31/03/2023,,")],
                Broken = [Allocated("SW1,01/06/2024,,BORED"), Allocated("SW1,01/06/2024,,")],
            },
            new("SW13STG1", 2024)
            {
                Kept = [Child.With("01/06/2022,S,C2,N1,U6,PR1").Rows(KeptTable.SwEpisodes, "SW1,01/06/2022,,MANAGE")],
                Broken = [Child.With("01/06/2022,S,C2,N1,U6,PR1").Rows(KeptTable.SwEpisodes, "SW1,01/06/2022,,")],
            },
            new("SW17STG2", 2026)
            {
                Kept =
                [
                    Allocated("SW1,01/06/2024,,MANAGE"),
                    Child.With("01/06/2024,S,C2,N1,U6,PR1,01/09/2025,E8").Rows(KeptTable.SwEpisodes, "SW1,01/06/2024,01/09/2025,MANAGE"),
                ],
                Broken = [Allocated("SW1,01/06/2024,01/09/2025,MANAGE")],
            },
        ];
}
