using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Tests.Api.Returns.Checks.Cases;

internal sealed class DecisionCases : ICases
{
    private const string PlacedAdoptive = "01/06/2024,S,E1,N1,A6,PR1";
    private const string UnderOrder = "01/06/2024,S,E1,N1,U6,PR1";
    private const string UnderFreeing = "01/06/2005,S,D1,N1,U6,PR1";

    private static Child Decided(string episode, params string[] decisions) =>
        Child.With(episode).Rows(KeptTable.PlacedForAdoption, decisions);

    private static Child Freed(params string[] decisions) =>
        Child.Born("01/05/2005").Episodes(UnderFreeing).Rows(KeptTable.PlacedForAdoption, decisions);

    public static IEnumerable<RuleCase> All =>
        [
            new("551") { Kept = [Decided(PlacedAdoptive, "01/06/2024"), Child.With(UnderOrder)], Broken = [Child.With(PlacedAdoptive)] },
            new("552") { Kept = [Decided(PlacedAdoptive, "01/06/2024")], Broken = [Decided(PlacedAdoptive, "02/06/2024")] },
            new("553")
            {
                Kept = [Decided(UnderOrder, "01/06/2024")],
                Broken = [Child.With(UnderOrder), Decided(UnderOrder, "01/06/2024,01/09/2024,RD1")],
            },
            new("554") { Kept = [Decided(UnderOrder, "01/06/2024")], Broken = [Decided(UnderOrder, "02/06/2024")] },
            new("555", 2020)
            {
                Kept = [Freed("01/05/2005")],
                Broken = [Child.Born("01/05/2005").Episodes(UnderFreeing), Freed("01/05/2005,01/09/2019,RD1")],
            },
            new("556", 2020) { Kept = [Freed("01/06/2005")], Broken = [Freed("02/06/2005")] },
            new("557")
            {
                Kept =
                [
                    Decided(UnderOrder + ",01/09/2024,E8", "01/06/2024,01/08/2024,RD1"),
                    Decided(PlacedAdoptive + ",01/09/2024,E12", "01/06/2024"),
                    Child.With(UnderOrder),
                ],
                Broken = [Child.With(UnderOrder + ",01/09/2024,E8"), Decided(PlacedAdoptive + ",01/09/2024,E8", "01/06/2024,01/08/2024")],
            },
            new("558")
            {
                Kept = [Decided(PlacedAdoptive + ",01/09/2024,E12", "01/03/2023,01/05/2024,RD1", "01/06/2024")],
                Broken = [Decided(PlacedAdoptive + ",01/09/2024,E12", "01/06/2024,01/08/2024,RD1")],
            },
            new("117")
            {
                Kept = [Decided(UnderOrder + ",01/09/2024,E8", "01/06/2024,01/09/2024,RD1")],
                Broken = [Decided(UnderOrder + ",01/09/2024,E8", "01/06/2024,02/09/2024,RD1"), Decided(UnderOrder, "01/04/2025")],
            },
            new("118")
            {
                Kept = [Decided(UnderOrder, "01/06/2024,01/08/2024,RD1")],
                Broken =
                [
                    Decided(UnderOrder, "01/01/2024,31/05/2024,RD1"),
                    Decided("01/06/2022,S,E1,N1,U6,PR1", "01/06/2022,31/03/2024,RD1"),
                ],
            },
            new("1003") { Kept = [Decided(UnderOrder, "01/06/2024")], Broken = [Decided(UnderOrder, "31/05/2024")] },
        ];
}

internal sealed class AdoptionCases : ICases
{
    private const string Adopted = "01/06/2024,S,E1,N1,A6,PR1,01/09/2024,E12";

    private static Child Row(
        string interest = "01/06/2024",
        string match = "01/06/2024",
        string fostered = "0",
        string episode = Adopted
    ) => Child.With(episode).Rows(KeptTable.Ad1, $"{interest},{match},{fostered},2,MF,L11");

    public static IEnumerable<RuleCase> All =>
        [
            new("331") { Kept = [Row()], Broken = [Row(match: "02/06/2024")] },
            new("334") { Kept = [Row()], Broken = [Row(interest: "31/05/2024")] },
            new("335")
            {
                Kept = [Row(), Row(fostered: "1", episode: "01/06/2024,S,E1,N1,A5,PR1,01/09/2024,E12")],
                Broken = [Row(fostered: "1"), Row(episode: "01/06/2024,S,E1,N1,A5,PR1,01/09/2024,E12")],
            },
            new("521") { Kept = [Row()], Broken = [Row(interest: "02/06/2024")] },
            new("582") { Kept = [Row()], Broken = [Row(match: "01/09/2024")] },
            new("601") { Kept = [Row()], Broken = [Child.With(Adopted), Row(fostered: "")] },
            new("602") { Kept = [Row()], Broken = [Row(episode: "01/06/2024,S,E1,N1,A6,PR1")] },
            new("525")
            {
                Kept = [Row().Rows(KeptTable.PlacedForAdoption, "01/06/2024")],
                Broken = [Row().Rows(KeptTable.PlacedForAdoption, "01/06/2024,01/08/2024,RD1")],
            },
        ];
}

internal sealed class PermanenceCases : ICases
{
    private static Child Answer(string row, string episode = "01/06/2024,S,C2,N1,U6,PR1") =>
        Child.With(episode).Rows(KeptTable.PreviousPermanence, row);

    public static IEnumerable<RuleCase> All =>
        [
            new("630")
            {
                Kept = [Answer("Z1"), Answer("P1,330,01/05/2020"), Child.With("01/06/2023,S,C2,N1,U6,PR1")],
                Broken = [Child.With("01/06/2024,S,C2,N1,U6,PR1"), Answer("P1,330")],
            },
            new("632")
            {
                Kept = [Answer("P1,330,31/05/2024"), Answer("P1,330,zz/05/2020"), Answer("P1,330,zz/zz/zzzz")],
                Broken = [Answer("P1,330,01/06/2024"), Answer("P1,330,2020"), Answer("P1,330,zz/13/2020")],
            },
            new("634") { Kept = [Answer("Z1", "01/04/2016,S,C2,N1,U6,PR1")], Broken = [Answer("Z1", "31/03/2016,S,C2,N1,U6,PR1")] },
        ];
}
