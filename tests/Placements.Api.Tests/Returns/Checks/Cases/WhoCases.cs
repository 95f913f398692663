using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Tests.Api.Returns.Checks.Cases;

internal sealed class ChildCases : ICases
{
    private const string InCare = "01/06/2023,S,C2,N1,U6,PR1";

    private static Child WithNumbers(string last, string now) =>
        Child.With(InCare).LastYear(KeptTable.Header, $"{last},,").Rows(KeptTable.Header, $"{now},,");

    public static IEnumerable<RuleCase> All =>
        [
            new("301")
            {
                Kept = [Child.Born("31/03/2025").Rows(KeptTable.Reviews, "20/03/2025,PN0")],
                Broken = [Child.Born("01/04/2025").Rows(KeptTable.Reviews, "20/03/2025,PN0")],
            },
            new("351")
            {
                Kept = [Child.Born("01/04/1999").Rows(KeptTable.Oc3, "YES,F1,U1")],
                Broken = [Child.Born("31/03/1999").Rows(KeptTable.Oc3, "YES,F1,U1")],
            },
            new("202")
            {
                Kept = [Child.With(InCare)],
                Broken =
                [
                    Child.With(InCare).Then(Changed("15/06/2024") with { Sex = Sex.Female }),
                    Child.With(InCare).Sent().Correct<ChildRegistered>(was => was with { Sex = Sex.Female }),
                ],
            },
            new("203")
            {
                Kept =
                [
                    Child.With(InCare),
                    Child
                        .With("01/06/2024,S,C2,N1,U6,PR1")
                        .Sent()
                        .Correct<ChildRegistered>(was => was with { DateOfBirth = new(2012, 5, 15) }),
                ],
                Broken = [Child.With(InCare).Then(Changed("15/06/2024") with { DateOfBirth = new(2012, 5, 15) })],
            },
            new("204")
            {
                Kept = [Child.With(InCare)],
                Broken = [Child.With(InCare).Then(Changed("15/06/2024") with { Ethnicity = Ethnicity.MWBC })],
            },
            new("207")
            {
                Kept =
                [
                    Child.Girl(InCare).LastYear(KeptTable.Header, "UN1,1,").Rows(KeptTable.Header, "UN1,1,"),
                    Child.Girl(InCare).LastYear(KeptTable.Header, "UN1,0,").Rows(KeptTable.Header, "UN1,1,"),
                ],
                Broken = [Child.Girl(InCare).LastYear(KeptTable.Header, "UN1,1,").Rows(KeptTable.Header, "UN1,0,")],
            },
            new("208")
            {
                Kept =
                [
                    WithNumbers("B330000000000", "B330000000000"),
                    WithNumbers("UN4", "B330000000000"),
                    WithNumbers("UN1", "UN2"),
                    WithNumbers("", "UN1"),
                ],
                Broken = [WithNumbers("B330000000000", "B330000000001"), WithNumbers("B330000000000", "UN5"), WithNumbers("UN2", "UN3")],
            },
            new("444", 2026)
            {
                SharedNumbers = new HashSet<string>(StringComparer.Ordinal) { "C440000000000" },
                Kept = [Child.With(InCare)],
                Broken = [Child.With(InCare).Rows(KeptTable.Header, "C440000000000,,")],
            },
            new("442")
            {
                Kept =
                [
                    Child.With(InCare),
                    WithNumbers("UN1", "UN1"),
                    Child.With("01/06/2024,S,V3,N2,U6,PR1,05/06/2024,E4A").Rows(KeptTable.Header, ",,"),
                ],
                Broken = [Child.With(InCare).Rows(KeptTable.Header, ",,")],
            },
            new("210")
            {
                Kept = [Child.With("25/03/2025,S,C2,N1,U6,PR1").Rows(KeptTable.Header, "UN4,,")],
                Broken = [Child.With("24/03/2025,S,C2,N1,U6,PR1").Rows(KeptTable.Header, "UN4,,")],
            },
            new("165")
            {
                Kept = [Child.Girl(InCare).Rows(KeptTable.Header, "UN1,1,"), Child.With(InCare)],
                Broken = [Child.Girl(InCare).Rows(KeptTable.Header, "UN1,2,"), Child.With(InCare).Rows(KeptTable.Header, "UN1,0,")],
            },
            new("393")
            {
                Kept =
                [
                    Child.Girl(InCare).Rows(KeptTable.Header, "UN1,0,"),
                    Child.With(InCare),
                    Child.Girl("01/06/2024,S,V3,N2,U6,PR1,05/06/2024,E4A"),
                ],
                Broken = [Child.Girl(InCare)],
            },
            new("607")
            {
                Kept = [Child.Girl(InCare), Child.Girl("01/06/2023,S,C2,N1,U6,PR1,01/06/2024,E8").Rows(KeptTable.Header, "UN1,0,")],
                Broken = [Child.Girl("01/06/2023,S,C2,N1,U6,PR1,01/06/2024,E8")],
            },
            new("625")
            {
                Kept = [Child.Girl(InCare).Rows(KeptTable.Header, "UN1,1,31/03/2025")],
                Broken =
                [
                    Child.Girl(InCare).Rows(KeptTable.Header, "UN1,1,01/04/2025"),
                    Child.Girl("01/06/2023,S,C2,N1,U6,PR1,01/06/2024,E8").Rows(KeptTable.Header, "UN1,1,02/06/2024"),
                ],
            },
            new("628")
            {
                Kept =
                [
                    Child.Girl(InCare).Rows(KeptTable.Header, "UN1,1,"),
                    Child.Girl().Rows(KeptTable.Header, "UN1,,").Rows(KeptTable.Oc3, "YES,F1,U1"),
                ],
                Broken = [Child.Girl().Rows(KeptTable.Header, "UN1,1,").Rows(KeptTable.Oc3, "YES,F1,U1")],
            },
        ];

    private static ChildDetailsChanged Changed(string on) => new() { EffectiveOn = Child.Day(on), Source = "birth certificate" };
}

internal sealed class UnaccompaniedCases : ICases
{
    private const string InCare = "01/06/2023,S,V2,N8,U6,PR1";

    private static Child Uasc(string last, string now) =>
        Child.Born("01/09/2007").Unaccompanied().Episodes(InCare).LastYear(KeptTable.Uasc, last).Rows(KeptTable.Uasc, now);

    public static IEnumerable<RuleCase> All =>
        [
            new("303") { Kept = [Uasc("", "01/09/2024")], Broken = [Child.With(InCare).Rows(KeptTable.Uasc, "01/09/2024")] },
            new("304") { Kept = [Uasc("", "01/09/2025")], Broken = [Uasc("", "02/09/2025")] },
            new("205A")
            {
                Kept = [Uasc("", ""), Child.With(InCare).LastYear(KeptTable.Uasc, "01/09/2023").Rows(KeptTable.Header, "UN1,,")],
                Broken =
                [
                    Child.With(InCare).LastYear(KeptTable.Uasc, "").Rows(KeptTable.Header, "UN1,,"),
                    Child.With(InCare).LastYear(KeptTable.Uasc, "01/09/2024").Rows(KeptTable.Header, "UN1,,"),
                ],
            },
            new("205B")
            {
                Kept = [Uasc("01/09/2025", "01/09/2025"), Uasc("", "01/09/2024")],
                Broken = [Uasc("01/09/2025", "01/05/2024"), Uasc("01/09/2025", "")],
            },
            new("205C") { Kept = [Uasc("", "01/09/2024")], Broken = [Child.With(InCare).Rows(KeptTable.Uasc, "01/09/2024")] },
            new("205D")
            {
                Kept = [Uasc("", ""), Child.With("01/06/2024,S,V2,N8,U6,PR1").Unaccompanied()],
                Broken = [Child.With(InCare).LastYear(KeptTable.Header, "UN1,,").Rows(KeptTable.Uasc, "")],
            },
        ];
}

internal sealed class IntegrityCases : ICases
{
    public static IEnumerable<RuleCase> All =>
        [
            new("EPI")
            {
                Kept = [Child.With("01/06/2024,S,C2,N1,U6,PR1"), Child.Of(KeptTable.Oc3, "YES,F1,U1")],
                Broken = [Child.Of(KeptTable.Header, "UN1,,")],
            },
            new("1012")
            {
                Kept =
                [
                    Child.With("01/06/2024,S,C2,N1,U6,PR1").Rows(KeptTable.Reviews, "20/06/2024,PN1"),
                    Child.Of(KeptTable.Oc3, "YES,F1,U1"),
                ],
                Broken =
                [
                    Child.Of(KeptTable.Reviews, "20/06/2024,PN1"),
                    Child.Of(KeptTable.Oc2, "5"),
                    Child.Of(KeptTable.Ad1, "01/06/2024"),
                    Child.Of(KeptTable.PreviousPermanence, "Z1"),
                    Child.Of(KeptTable.PlacedForAdoption, "01/06/2024"),
                ],
            },
        ];
}
