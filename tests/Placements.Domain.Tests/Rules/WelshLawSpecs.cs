namespace Placements.Tests.Domain;

/// <summary>Welsh law binds Welsh authorities: an English one's record, taken over from its returns, is not judged by it.</summary>
public class WelshLawSpecs
{
    private const string Birmingham = "E08000025";

    [Theory]
    [InlineData(Cardiff, "out_of_area_not_approved,out_of_county_reason_missing")]
    [InlineData(Birmingham, "")]
    public void Placing_out_of_area(string authority, string findings) =>
        Judged(
            findings,
            authority,
            CameIntoCare("2024-01-01"),
            Placed("2024-01-01", Home("A") with { HostAuthority = "E06000001", Country = Country.England, OutOfCountyReason = null })
        );

    [Theory]
    [InlineData(Cardiff, "short_break_over_4_weeks")]
    [InlineData(Birmingham, "")]
    public void A_short_break_of_five_weeks(string authority, string findings) =>
        Judged(
            findings,
            authority,
            CameIntoCare("2024-01-01", LegalStatus.ShortBreaks),
            Placed("2024-01-01", Home("A") with { HostAuthority = authority, Country = Authorities.CountryOf(authority) }),
            LeftCare("2024-02-05")
        );

    [Theory]
    [InlineData(Cardiff, "secure_under_13_needs_minister")]
    [InlineData(Birmingham, "")]
    public void A_child_of_eleven_in_a_secure_home(string authority, string findings) =>
        Judged(
            findings,
            authority,
            CameIntoCare("2024-01-01"),
            Placed(
                "2024-01-01",
                Home("A", PlacementKind.SecureChildrensHome) with
                {
                    HostAuthority = authority,
                    Country = Authorities.CountryOf(authority),
                }
            )
        );

    private static void Judged(string findings, string authority, params ChildEvent[] facts) =>
        Assert.Equal(
            findings,
            string.Join(
                ',',
                Story
                    .Given([Registered(authority: authority), .. facts])
                    .Journey(asAt: "2025-01-01")
                    .Findings.Select(finding => finding.Code)
                    .Where(code => code is not ("host_authority_missing" or "in_care_past_18"))
                    .Order(StringComparer.Ordinal)
            )
        );
}
