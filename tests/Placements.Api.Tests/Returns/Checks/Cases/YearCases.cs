using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Tests.Api.Returns.Checks.Cases;

/// <summary>Last year's return said one thing, and the record was corrected since.</summary>
internal sealed class YearJoinCases : ICases
{
    private static Child Sent => Child.With("01/06/2023,S,C2,N1,U6,PR1,,,,,,SC123456").Sent();

    public static IEnumerable<RuleCase> All =>
        [
            new("502")
            {
                Kept = [Sent, Child.With("01/06/2024,S,C2,N1,U6,PR1")],
                Broken =
                [
                    Sent.Correct<CareStarted>(was => was with { EffectiveOn = new(2023, 6, 2) })
                        .Correct<PlacementStarted>(was => was with { EffectiveOn = new(2023, 6, 2) }),
                ],
            },
            Corrected<CareStarted>("503A", was => was with { BeganEarlier = EarlierCare.Moved }),
            Corrected<CareStarted>("503B", was => was with { LegalStatus = LegalStatus.InterimCareOrder }),
            Corrected<CareStarted>("503C", was => was with { CategoryOfNeed = CategoryOfNeed.FamilyDysfunction }),
            Corrected<PlacementStarted>(
                "503D",
                was => was with { Placement = was.Placement with { Kind = PlacementKind.KinshipFosterCare } }
            ),
            new("503D")
            {
                // H5 in last year's return: K3 is new in 2025.
                Kept = [Child.Born("01/05/2007").Episodes("01/06/2023,S,C2,N1,K3,PR4")],
                Broken =
                [
                    Sent.Correct<PlacementStarted>(was =>
                        was with
                        {
                            Placement = was.Placement with { Kind = PlacementKind.FamilyCentre },
                        }
                    ),
                ],
            },
            Corrected<PlacementStarted>("503E", was => was with { Placement = was.Placement with { Sector = Sector.ForProfit } }),
            Corrected<PlacementStarted>("503F", was => was with { Placement = was.Placement with { RegulatorNumber = "SC654321" } }),
            new("562")
            {
                Kept = [Sent],
                Broken =
                [
                    Sent.Correct<CareStarted>(was => was with { EffectiveOn = new(2023, 6, 2) })
                        .Correct<PlacementStarted>(was => was with { EffectiveOn = new(2023, 6, 2) }),
                ],
            },
            new("NoE") { Kept = [Sent], Broken = [new Child().Sent().Then(FactsSince("31/03/2024"))] },
            new("576")
            {
                Kept = [Sent.Missing("20/03/2024", "02/05/2024"), Child.With("01/06/2023,S,C2,N1,U6,PR1").Missing("20/03/2024").Sent()],
                Broken =
                [
                    Child
                        .With("01/06/2023,S,C2,N1,U6,PR1")
                        .Missing("20/03/2024")
                        .Sent()
                        .Correct<AbsenceStarted>(was => was with { EffectiveOn = new(2024, 3, 21) }),
                ],
            },
            new("706", 2028)
            {
                Kept =
                [
                    Child
                        .With("01/06/2026,S,C2,N1,K2,PR4")
                        .LastYear(KeptTable.Dolo, "01/02/2027")
                        .Rows(KeptTable.Dolo, "01/02/2027,01/05/2027"),
                ],
                Broken =
                [
                    Child
                        .With("01/06/2026,S,C2,N1,K2,PR4")
                        .LastYear(KeptTable.Dolo, "01/02/2027")
                        .Rows(KeptTable.Dolo, "02/02/2027,01/05/2027"),
                ],
            },
        ];

    private static RuleCase Corrected<T>(string code, Func<T, T> change)
        where T : ChildEvent => new(code) { Kept = [Sent], Broken = [Sent.Correct(change)] };

    private static ChildEvent[] FactsSince(string day) =>
        [
            new CareStarted
            {
                EffectiveOn = Child.Day(day),
                LegalStatus = LegalStatus.CareOrder,
                CategoryOfNeed = CategoryOfNeed.AbuseOrNeglect,
            },
        ];
}

internal sealed class MissingCases : ICases
{
    private static Child InCare => Child.With("01/06/2024,S,C2,N1,U6,PR1");

    public static IEnumerable<RuleCase> All =>
        [
            new("567") { Kept = [InCare.Missing("05/07/2024", "05/07/2024")], Broken = [InCare.Missing("05/07/2024", "04/07/2024")] },
            new("574")
            {
                Kept = [InCare.Missing("05/07/2024", "06/07/2024").Missing("06/07/2024")],
                Broken = [InCare.Missing("05/07/2024").Missing("06/07/2024")],
            },
            new("575")
            {
                Kept = [InCare.Missing("05/07/2024")],
                Broken = [Child.With("01/06/2024,S,C2,N1,U6,PR1,10/07/2024,X1,CARPL", "10/07/2024,P,C2,N1,K2,PR4").Missing("05/07/2024")],
            },
            new("577") { Kept = [InCare.Missing("05/07/2024")], Broken = [InCare.Missing("01/05/2024", "02/05/2024")] },
            new("578")
            {
                Kept = [InCare.Missing("05/07/2024"), InCare.Missing("01/05/2024", "02/05/2024")],
                Broken = [Child.With("01/06/2024,S,C2,N1,U6,PR1,10/07/2024,E8").Missing("11/07/2024", "12/07/2024")],
            },
            new("581")
            {
                Kept =
                [
                    InCare.Missing("01/06/2024"),
                    Child.With("01/06/2024,S,C2,N1,U6,PR1,10/07/2024,E8").Missing("11/07/2024", "12/07/2024"),
                ],
                Broken = [InCare.Missing("31/05/2024", "02/06/2024")],
            },
            new("586")
            {
                Kept = [InCare.Missing("05/07/2024")],
                Broken = [Child.Born("06/07/2024").Episodes("01/06/2024,S,C2,N1,U6,PR1").Missing("05/07/2024", "07/07/2024")],
            },
        ];
}

internal sealed class LibertyCases : ICases
{
    private static Child Order(params string[] rows) => Child.With("01/05/2026,S,C2,N1,K2,PR4").Rows(KeptTable.Dolo, rows);

    private static Child In(string home) => Child.With($"01/05/2026,S,C2,N1,{home}").Rows(KeptTable.Dolo, "01/06/2026");

    public static IEnumerable<RuleCase> All =>
        [
            new("700", 2027) { Kept = [Order("01/06/2026")], Broken = [Order("31/06/2026"), Order("")] },
            new("701", 2027) { Kept = [Order("01/06/2026"), Order("01/06/2026,02/06/2026")], Broken = [Order("01/06/2026,31/06/2026")] },
            new("702", 2027) { Kept = [Order("01/06/2026,02/06/2026")], Broken = [Order("01/06/2026,01/06/2026")] },
            new("703", 2027) { Kept = [Order("31/03/2027")], Broken = [Order("01/04/2027")] },
            new("704", 2027)
            {
                Kept = [Order("01/06/2026,31/03/2027")],
                Broken = [Order("01/06/2026,01/04/2027"), Order("01/03/2026,31/03/2026")],
            },
            new("705", 2027)
            {
                Kept = [Order("01/06/2026,01/07/2026", "01/07/2026")],
                Broken = [Order("01/06/2026,02/07/2026", "01/07/2026"), Order("01/06/2026", "01/07/2026")],
            },
            new("707", 2027)
            {
                Kept = [Order("01/06/2026"), Left("10/07/2026")],
                Broken = [Left("11/07/2026"), Left(""), Order("30/04/2026,02/05/2026")],
            },
            new("708", 2027) { Kept = [Order("01/06/2026")], Broken = [Order("14/05/2012,01/06/2026")] },
            new("709", 2027)
            {
                Kept = [In("K2,PR4"), In("Z12"), Child.With("01/05/2026,S,C2,N1,U6,PR1")],
                Broken = [In("U6,PR1"), In("Z11")],
            },
            new("710", 2027) { Kept = [In("U6,PR1"), In("K2,PR4")], Broken = [In("K1,PR4"), In("P1,PR0"), In("R5,PR3"), In("K3,PR4")] },
        ];

    private static Child Left(string end) =>
        Child.With("01/05/2026,S,C2,N1,K2,PR4,10/07/2026,E8").Rows(KeptTable.Dolo, $"01/06/2026,{end}");
}
