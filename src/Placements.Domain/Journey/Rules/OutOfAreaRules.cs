using Placements.Domain.Codes;

namespace Placements.Domain.Journey.Rules;

/// <summary>What a placement out of area must carry with it (Care Planning, Placement and Case Review (Wales) Regulations 2015).</summary>
internal static class OutOfAreaRules
{
    public static readonly Rule HostMissing = new("host_authority_missing", Severity.Flag, "ours: location is derived from it");

    public static readonly Rule ReasonMissing = new("out_of_county_reason_missing", Severity.Flag, "CPPCR 2015 reg. 12");

    public static readonly Rule NotApproved = new("out_of_area_not_approved", Severity.Flag, "CPPCR 2015 reg. 12; SSWBA s124");

    public static readonly Rule CountryContradicts = new(
        "country_contradicts_authority",
        Severity.Refuse,
        "ours: GSS codes name the country"
    );

    public static void Check(CareJourney journey, List<Finding> findings)
    {
        foreach (var placement in journey.Placements)
        {
            var facts = placement.Facts;
            if (
                facts is { HostAuthority: not null, Country: { } country }
                && Authorities.CountryOf(facts.HostAuthority) is { } expected
                && country != expected
            )
                findings.Add(
                    CountryContradicts.Broken(
                        placement.StartedOn,
                        $"The host authority lies in {expected.Label()}, but the country given is {country.Label()}.",
                        placement.EntryIds[0]
                    )
                );

            if (placement.LegalStatusAtStart == LegalStatus.ShortBreaks)
                continue;

            if (facts.HostAuthority is null && facts.Country is null or Country.Wales or Country.England)
                findings.Add(
                    HostMissing.Broken(
                        placement.StartedOn,
                        "The authority in whose area the home stands is not recorded, so its location is unknown.",
                        placement.EntryIds[0]
                    )
                );
            if (placement.OutOfCounty != true)
                continue;

            if (facts.OutOfCountyReason is null)
                findings.Add(
                    ReasonMissing.Broken(
                        placement.StartedOn,
                        "The reason for placing out of county is not recorded.",
                        placement.EntryIds[0]
                    )
                );
            if (!placement.Approvals.Any(approval => approval.On <= placement.StartedOn))
                findings.Add(
                    NotApproved.Broken(
                        placement.StartedOn,
                        "No approval of this placement out of area is recorded from before it began.",
                        placement.EntryIds[0]
                    )
                );
        }
    }
}
