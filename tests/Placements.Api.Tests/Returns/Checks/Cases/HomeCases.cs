using Placements.Domain.Codes;
using Placements.Domain.Codes.Returns;
using Placements.Domain.Journey.Events;

namespace Placements.Tests.Api.Returns.Checks.Cases;

internal sealed class ProviderCases : ICases
{
    public static IEnumerable<RuleCase> All =>
        [
            new("213", 2026)
            {
                Kept =
                [
                    Child.With(
                        "01/06/2025,S,C2,N1,U6,PR1,05/07/2025,X1",
                        "05/07/2025,P,C2,N1,T2,,08/07/2025,X1",
                        "08/07/2025,P,C2,N1,U6,PR1"
                    ),
                ],
                Broken = [new Child().AsTheyCame("01/06/2025,S,V4,N2,Z12,PR4"), new Child().AsTheyCame("01/06/2025,S,V4,N2,T2,PR4")],
            },
            new("526", 2026)
            {
                Kept = [Child.With("01/06/2025,S,C2,N1,Z12"), Child.With("01/06/2025,S,C2,N1,U6,PR1")],
                Broken = [Child.With("01/06/2025,S,C2,N1,U6")],
            },
            Fits("550", "P1,PR0", "U6,PR0"),
            Fits("527", "U6,PR1", "P1,PR1", "R2,PR1", "R5,PR1"),
            Fits("528", "U6,PR2", "P1,PR2", "R2,PR2", "R5,PR2"),
            Fits("529", "R2,PR3", "P1,PR3", "A6,PR3", "K1,PR3", "K2,PR3", "U6,PR3"),
            Fits("530", "K2,PR4", "P1,PR4"),
            Fits("531", "K2,PR5", "P1,PR5"),
            new("1015") { Kept = [Own("K2", Child.Authority), Own("K2", null), Own("U6", "E08000029")], Broken = [Own("K2", "E08000029")] },
        ];

    private static RuleCase Fits(string code, string kept, params string[] broken) =>
        new(code) { Kept = [Placed(kept)], Broken = [.. broken.Select(Placed)] };

    /// <summary>The provider that a return cannot have taken over is said afterwards.</summary>
    private static Child Placed(string home)
    {
        var (place, provider) = (home[..2], home[3..]);
        Assert.True(EnglandReturn.TryReadProvider(provider, 2025, out var sector));
        return Child
            .With($"01/06/2024,S,E1,N1,{place}")
            .Correct<PlacementStarted>(was => was with { Placement = was.Placement with { Sector = sector } });
    }

    private static Child Own(string place, string? host) =>
        Child
            .With($"01/06/2024,S,C2,N1,{place},PR1")
            .Correct<PlacementStarted>(was => was with { Placement = was.Placement with { HostAuthority = host } });
}

internal sealed class UrnCases : ICases
{
    public static IEnumerable<RuleCase> All =>
        [
            new("218")
            {
                Kept =
                [
                    Child.With("01/06/2024,S,C2,N1,K2,PR4,,,,,,SC123456"),
                    Child.With("01/06/2024,S,C2,N1,P1,PR0"),
                    Child.With("01/06/2024,S,V3,N1,K2,PR4,03/06/2024,E4A"),
                    Child
                        .With("01/06/2024,S,C2,N1,K2,PR4")
                        .Correct<PlacementStarted>(was => was with { Placement = was.Placement with { HostAuthority = "W06000015" } }),
                ],
                Broken = [Child.With("01/06/2024,S,C2,N1,K2,PR4")],
            },
            new("218", 2024)
            {
                Kept = [Child.Born("01/05/2007").Episodes("01/06/2023,S,C2,N1,H5,PR4")],
                Broken = [Child.With("01/06/2023,S,C2,N1,U6,PR4")],
            },
            new("222")
            {
                Kept =
                [
                    Child.With("01/06/2024,S,C2,N1,P1,PR0"),
                    Child.With("01/06/2024,S,C2,N1,R2,PR3,,,,,,XXXXXXX"),
                    Child.With("01/06/2024,S,C2,N1,K2,PR4,,,,,,SC123456"),
                ],
                Broken = [Child.With("01/06/2024,S,C2,N1,R2,PR3,,,,,,SC123456")],
            },
            new("230", 2024)
            {
                Kept =
                [
                    Child.Born("01/05/2007").Episodes("01/06/2023,S,C2,N1,H5,PR4,28/10/2023,E8"),
                    Child.Born("01/05/2007").Episodes("01/06/2023,S,C2,N1,H5,PR4,,,,,,2512345"),
                ],
                Broken =
                [
                    Child.Born("01/05/2007").Episodes("01/06/2023,S,C2,N1,H5,PR4,29/10/2023,E8"),
                    Child.Born("01/05/2007").Episodes("01/06/2023,S,C2,N1,H5,PR4,,,,,,XXXXXXX"),
                ],
            },
        ];
}

internal sealed class LocationCases : ICases
{
    public static IEnumerable<RuleCase> All =>
        [
            new("392b")
            {
                Kept =
                [
                    Child.With("01/06/2024,S,C2,N1,U6,PR1,,,,B1 1AA,B2 2BB"),
                    Child.With("01/06/2024,S,C2,N8,U6,PR1").Unaccompanied(),
                    Child.With("01/06/2024,S,V3,N1,U6,PR1,03/06/2024,E4A"),
                ],
                Broken =
                [
                    Child.With("01/06/2024,S,C2,N1,U6,PR1"),
                    Child.With("01/06/2024,S,C2,N1,U6,PR1,,,,,B2 2BB").Registered(was => was with { HomePostcode = null }),
                ],
            },
            new("392c")
            {
                Kept = [Child.With("01/06/2024,S,C2,N1,U6,PR1,,,,B1 1AA,B2 2BB")],
                Broken =
                [
                    Child
                        .With("01/06/2024,S,C2,N1,U6,PR1")
                        .Correct<PlacementStarted>(was => was with { Placement = was.Placement with { Postcode = "NOWHERE" } }),
                ],
            },
            new("392d")
            {
                Kept = [Child.With("01/06/2024,S,C2,N1,P1,PR0,,,,B1 1AA,B1 1AA"), Child.With("01/06/2024,S,C2,N1,U6,PR1,,,,B1 1AA,B2 2BB")],
                Broken = [Child.With("01/06/2024,S,C2,N1,U6,PR1,,,,B1 1AA,B1 1AA")],
            },
        ];
}
