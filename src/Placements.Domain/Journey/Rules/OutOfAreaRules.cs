using Placements.Domain.Codes;
using Placements.Domain.Measures;

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
            foreach (var stretch in placement.StretchesOf(facts => (facts.HostAuthority, facts.Country)))
                CheckCountry(stretch, findings);

            if (placement.LegalStatusAtStart == LegalStatus.ShortBreaks)
                continue;

            var facts = placement.Facts;
            if (facts.HostAuthority is null && facts.Country is null or Country.Wales or Country.England)
                findings.Add(
                    HostMissing.Broken(
                        placement.StartedOn,
                        "The authority in whose area the home stands is not recorded, so its location is unknown.",
                        placement.EntryIds[0]
                    )
                );
            CheckOutside(journey, placement, findings);
        }
    }

    private static void CheckCountry(PlacementStretch stretch, List<Finding> findings)
    {
        if (
            stretch.Facts is { HostAuthority: { } host, Country: { } country }
            && Authorities.CountryOf(host) is { } expected
            && country != expected
        )
            findings.Add(
                CountryContradicts.Broken(
                    stretch.StartedOn,
                    $"The host authority lies in {expected.Label()}, but the country given is {country.Label()}.",
                    stretch.SaidBy
                )
            );
    }

    /// <summary>
    /// Welsh law, for Welsh authorities. From the day on which the home first stood outside: a carer may move house across the boundary.
    /// </summary>
    private static void CheckOutside(CareJourney journey, Placement placement, List<Finding> findings)
    {
        var authority = journey.Child?.ResponsibleAuthority ?? "";
        if (!Authorities.IsWelsh(authority))
            return;

        var outside = placement
            .StretchesOf(facts => (facts.HostAuthority, facts.Country))
            .FirstOrDefault(stretch =>
                Place.IsOutOfCounty(Place.LocationOf(authority, stretch.Facts.HostAuthority, stretch.Facts.Country)) == true
            );
        if (outside is null)
            return;

        if (placement.Facts.OutOfCountyReason is null)
            findings.Add(ReasonMissing.Broken(outside.StartedOn, "The reason for placing out of county is not recorded.", outside.SaidBy));
        if (!placement.Approvals.Any(approval => approval.On <= outside.StartedOn))
            findings.Add(
                NotApproved.Broken(
                    outside.StartedOn,
                    "No approval of this placement out of area is recorded from before it began.",
                    outside.SaidBy
                )
            );
    }
}
