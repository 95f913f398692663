using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Tests.Api.Returns.Checks.Cases;

internal sealed class AgeCases : ICases
{
    public static IEnumerable<RuleCase> All =>
        [
            Least("370", "P2,PR4", "01/06/2007", "02/06/2007", 2024),
            // Fifteen until then.
            Least("370", "P2,PR4", "01/06/2007", "02/06/2007", 2023),
            Least("371", "K3,PR4", "01/06/2008", "02/06/2008"),
            Least("371", "H5,PR4", "01/06/2006", "02/06/2006", 2023),
            Least("372", "R5,PR3", "01/06/2014", "02/06/2014"),
            Least("373", "S1,PR4", "01/06/2020", "02/06/2020"),
            Least("374", "P3,PR4", "01/06/2010", "02/06/2010"),
            new("231")
            {
                Kept = [Child.Born("01/06/2014").Unaccompanied().Episodes("01/06/2024,S,V2,N8,U6,PR1")],
                Broken = [Child.Born("02/06/2014").Unaccompanied().Episodes("01/06/2024,S,V2,N8,U6,PR1")],
            },
        ];

    private static RuleCase Least(string code, string home, string old, string young, int year = 2025) =>
        new(code, year) { Kept = [Placed(code, home, old, year)], Broken = [Placed(code, home, young, year)] };

    private static Child Placed(string code, string home, string born, int year) =>
        Child.Born(born).Episodes($"01/06/{(code == "370" && year == 2023 ? 2022 : year - 1)},S,C2,N1,{home}");
}

internal sealed class TemporaryCases : ICases
{
    private static readonly Child AwayAndBack = Child.With(
        "01/06/2024,S,C2,N1,U6,PR1,05/07/2024,X1",
        "05/07/2024,P,C2,N1,T1,,08/07/2024,X1",
        "08/07/2024,P,C2,N1,U6,PR1"
    );

    private static readonly string[] TwoHolidays =
    [
        "01/06/2024,S,C2,N1,U6,PR1,05/07/2024,X1",
        "05/07/2024,P,C2,N1,T3,,08/07/2024,X1",
        "08/07/2024,P,C2,N1,U6,PR1,05/08/2024,X1",
        "05/08/2024,P,C2,N1,T3,,08/08/2024,X1",
    ];

    public static IEnumerable<RuleCase> All =>
        [
            Limit("375", "T1", "16/08/2024", "17/08/2024"),
            Limit("376", "T3", "26/07/2024", "27/07/2024"),
            Limit("379", "T4", "12/07/2024", "13/07/2024"),
            new("377")
            {
                Kept = [Child.With([.. TwoHolidays, "08/08/2024,P,C2,N1,U6,PR1"])],
                Broken =
                [
                    Child.With([
                        .. TwoHolidays,
                        "08/08/2024,P,C2,N1,U6,PR1,05/09/2024,X1",
                        "05/09/2024,P,C2,N1,T3,,08/09/2024,X1",
                        "08/09/2024,P,C2,N1,U6,PR1",
                    ]),
                ],
            },
            new("380")
            {
                Kept = [AwayAndBack],
                // The status changed while the child was away.
                Broken =
                [
                    Child.With(
                        "01/06/2024,S,C1,N1,U6,PR1,05/07/2024,X1",
                        "05/07/2024,P,C1,N1,T1,,07/07/2024,X1",
                        "07/07/2024,L,C2,N1,T1,,08/07/2024,X1",
                        "08/07/2024,P,C2,N1,U6,PR1"
                    ),
                ],
            },
            new("381")
            {
                Kept = [AwayAndBack],
                Broken = [Child.With("01/06/2024,S,C2,N1,U6,PR1,05/07/2024,X1", "05/07/2024,P,C2,N1,T1,,08/07/2024,E8")],
            },
            new("383")
            {
                Kept = [AwayAndBack],
                Broken =
                [
                    Child.With(
                        "01/06/2024,S,C2,N1,U6,PR1,05/07/2024,X1",
                        "05/07/2024,P,C2,N1,T1,,08/07/2024,X1",
                        "08/07/2024,P,C2,N1,K2,PR4"
                    ),
                    Child.With(
                        "01/06/2024,S,C1,N1,U6,PR1,05/07/2024,X1",
                        "05/07/2024,P,C1,N1,T1,,08/07/2024,X1",
                        "08/07/2024,B,C2,N1,U6,PR1"
                    ),
                ],
            },
            new("383", 2026) { Kept = [Back("B2 2BB")], Broken = [Back("B3 3BB")] },
        ];

    private static RuleCase Limit(string code, string place, string within, string over) =>
        new(code)
        {
            Kept = [Away(place, within)],
            Broken = [Away(place, over), Child.With("01/06/2024,S,C2,N1,U6,PR1,05/07/2024,X1", $"05/07/2024,P,C2,N1,{place}")],
        };

    private static Child Away(string place, string until) =>
        Child.With("01/06/2024,S,C2,N1,U6,PR1,05/07/2024,X1", $"05/07/2024,P,C2,N1,{place},,{until},X1", $"{until},P,C2,N1,U6,PR1");

    private static Child Back(string postcode) =>
        Child.With(
            "01/06/2025,S,C2,N1,U6,PR1,05/07/2025,X1,,,B2 2BB",
            "05/07/2025,P,C2,N1,T1,,08/07/2025,X1,,,B2 2BB",
            $"08/07/2025,P,C2,N1,U6,PR1,,,,,{postcode}"
        );
}

internal sealed class ExitCases : ICases
{
    public static IEnumerable<RuleCase> All =>
        [
            Aged("386", "A6,PR1", "E12", "02/06/2006", "01/06/2006"),
            Aged("387", "U6,PR1", "E5", "01/06/2010", "02/06/2010"),
            Aged("389", "U6,PR1", "E7", "01/06/2008", "02/06/2008"),
            Aged("407", "U6,PR1", "E45", "02/06/2006", "01/06/2006"),
            Aged("460", "U6,PR1", "E17", "01/06/2006", "03/06/2006"),
            new("390") { Kept = [Left("A6,PR1", "E11")], Broken = [Left("U6,PR1", "E11")] },
            new("516") { Kept = [Left("U3,PR1", "E46")], Broken = [Left("K2,PR4", "E46")] },
            new("580")
            {
                Kept = [MissingTo18("E8"), Child.Born("01/06/2006").Episodes("01/05/2024,S,E1,N1,U6,PR1,01/06/2024,E17")],
                Broken = [MissingTo18("E5")],
            },
            new("199")
            {
                Kept = [Child.With("01/05/2024,S,E1,N1,U6,PR1,01/06/2024,E8", "01/09/2024,S,C2,N1,K2,PR4")],
                Broken = [Child.With("01/05/2024,S,E1,N1,A6,PR1,01/06/2024,E11", "01/09/2024,S,C2,N1,K2,PR4")],
            },
        ];

    private static RuleCase Aged(string code, string home, string reason, string kept, string broken) =>
        new(code) { Kept = [Left(home, reason, kept)], Broken = [Left(home, reason, broken)] };

    private static Child Left(string home, string reason, string born = "14/05/2012") =>
        Child.Born(born).Episodes($"01/05/2024,S,E1,N1,{home},01/06/2024,{reason}");

    private static Child MissingTo18(string reason) =>
        Child.Born("01/06/2006").Missing("20/05/2024", "01/06/2024").Episodes($"01/05/2024,S,C2,N1,U6,PR1,01/06/2024,{reason}");
}
