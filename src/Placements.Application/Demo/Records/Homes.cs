using Placements.Application.Demo.Lives;
using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Demo.Records;

/// <summary>The homes of the demo: invented providers, households and houses in the areas around the authority.</summary>
internal sealed class Homes(string authority, DemoTargets targets)
{
    /// <summary>Areas with the outward half of a postcode in them.</summary>
    private static readonly Dictionary<string, string> Outward = new(StringComparer.Ordinal)
    {
        ["W06000001"] = "LL77",
        ["W06000002"] = "LL55",
        ["W06000003"] = "LL30",
        ["W06000004"] = "LL16",
        ["W06000005"] = "CH7",
        ["W06000006"] = "LL13",
        ["W06000008"] = "SY23",
        ["W06000009"] = "SA61",
        ["W06000010"] = "SA31",
        ["W06000011"] = "SA2",
        ["W06000012"] = "SA11",
        ["W06000013"] = "CF31",
        ["W06000014"] = "CF62",
        ["W06000015"] = "CF14",
        ["W06000016"] = "CF37",
        ["W06000018"] = "CF83",
        ["W06000019"] = "NP23",
        ["W06000020"] = "NP4",
        ["W06000021"] = "NP25",
        ["W06000022"] = "NP19",
        ["W06000023"] = "LD1",
        ["W06000024"] = "CF47",
        ["E06000019"] = "HR2",
        ["E06000023"] = "BS5",
        ["E06000051"] = "SY3",
        ["E08000025"] = "B31",
        ["E10000008"] = "EX2",
        ["E10000013"] = "GL1",
        ["E10000017"] = "PR5",
        ["E10000028"] = "ST16",
        ["S12000036"] = "EH11",
        ["S12000047"] = "KY2",
    };

    private static readonly string[] SouthWales =
    [
        "W06000011",
        "W06000012",
        "W06000013",
        "W06000014",
        "W06000015",
        "W06000016",
        "W06000018",
        "W06000019",
        "W06000020",
        "W06000021",
        "W06000022",
        "W06000024",
    ];

    private static readonly string[] England = [.. Outward.Keys.Where(code => code[0] == 'E').Order(StringComparer.Ordinal)];
    private static readonly string[] Scotland = [.. Outward.Keys.Where(code => code[0] == 'S').Order(StringComparer.Ordinal)];

    private readonly string[] bordering =
    [
        .. Authorities.WelshAuthorities.Select(entry => entry.Code).Where(code => Authorities.Borders(authority, code)),
    ];
    private readonly string[] southWales = [.. SouthWales.Where(code => code != authority)];
    private readonly string[] wales = [.. Authorities.WelshAuthorities.Select(entry => entry.Code).Where(code => code != authority)];

    /// <summary>A home for the stay, where its pin says, or else where homes of the kind usually are.</summary>
    public PlacementFacts Find(DemoRandom random, PlannedChild child, PlannedStay stay, DateOnly limit)
    {
        var usual = targets.Census.HomesOf(stay.Category);
        var country = stay.Pin?.Country ?? UsualCountry(random, usual);
        var inCounty = stay.Pin?.InCounty ?? (country == Country.Wales && IsUsuallyInCounty(random, usual));
        var host = HostOf(random, stay.Category, country, inCounty);
        var facts = Kind(random, child, stay, host);

        return facts with
        {
            PlacementId = random.Id(),
            HostAuthority = host,
            Country = country,
            Postcode = Postcode(random, host, stay.Category),
            OutOfCountyReason = inCounty || random.Chance(0.05) ? null : ReasonAway(random, stay.Category),
            Registration =
                facts.Registration == Registration.Registered && IsUnregistered(random, stay, limit)
                    ? Registration.OperatingWithoutRegistration
                    : facts.Registration,
        };
    }

    private static Country UsualCountry(DemoRandom random, CategoryTarget usual)
    {
        var place = random.Below(usual.Children);
        if (place < usual.England)
            return Country.England;
        return place < usual.England + usual.Scotland ? Country.Scotland : Country.Wales;
    }

    private static bool IsUsuallyInCounty(DemoRandom random, CategoryTarget usual) =>
        random.Below(usual.InCounty + usual.ElsewhereInWales) < usual.InCounty;

    private string HostOf(DemoRandom random, PlacementCategory category, Country country, bool inCounty)
    {
        if (inCounty)
            return authority;
        if (country != Country.Wales)
            return random.Pick(country == Country.England ? England : Scotland);
        // The only secure children's home of Wales, and its only prison for young people that takes children, stand in these areas.
        var only = category switch
        {
            PlacementCategory.Secure => "W06000012",
            PlacementCategory.Custody => "W06000013",
            _ => authority,
        };
        if (only != authority)
            return only;

        return random.Pick(random.Weighted((bordering, bordering.Length > 0 ? 62 : 0), (southWales, 32), (wales, 6.0)));
    }

    private static PlacementFacts Kind(DemoRandom random, PlannedChild child, PlannedStay stay, string host)
    {
        var onFramework = stay.Pin?.Framework;
        switch (stay.Category)
        {
            case PlacementCategory.ExternalFostering:
                var agency = random.Below(12);
                return Facts(PlacementKind.FosterCare, agency % 4 == 3 ? Sector.NotForProfit : Sector.ForProfit) with
                {
                    Provider = new Provider { Id = $"fa-{agency + 1:00}", Name = InventedNames.Firm(agency, "Fostering") },
                    Carer = $"fa-{agency + 1:00}-{host}-{random.Between(1, 14):00}",
                    Framework = onFramework ?? random.Chance(0.96),
                    WeeklyCost = Pounds(random, 780, 1150),
                };
            case PlacementCategory.InHouseFostering:
                return Facts(PlacementKind.FosterCare, Sector.OwnCouncil) with
                {
                    Carer = $"own-{host}-{random.Between(1, host.StartsWith('W') ? 70 : 3):00}",
                    WeeklyCost = Pounds(random, 340, 520),
                };
            case PlacementCategory.Kinship:
                return Facts(PlacementKind.KinshipFosterCare, Sector.OwnCouncil) with
                {
                    Carer = $"kin-{child.Family}-{random.Between(1, 3)}-{host}",
                    WeeklyCost = Pounds(random, 190, 260),
                };
            case PlacementCategory.WithParents:
                return Facts(PlacementKind.WithParents, Sector.Parent) with
                {
                    Carer = $"parents-{child.Family}-{host}",
                    Registration = Registration.NotRequired,
                };
            case PlacementCategory.InHouseResidential:
                return House(random, PlacementKind.ChildrensHome, Sector.OwnCouncil, "own-home", host, 4) with
                {
                    WeeklyCost = Pounds(random, 3900, 4600),
                };
            case PlacementCategory.ExternalResidential:
                var kind = child.Disabled && random.Chance(0.5) ? PlacementKind.ResidentialCareHome : PlacementKind.ChildrensHome;
                var firm = random.Below(14);
                return House(random, kind, firm % 7 == 0 ? Sector.NotForProfit : Sector.ForProfit, $"rp-{firm + 1:00}", host, 3) with
                {
                    Provider = new Provider { Id = $"rp-{firm + 1:00}", Name = InventedNames.Firm(firm, "Homes") },
                    Framework = onFramework ?? random.Chance(0.18),
                    WeeklyCost = Pounds(random, 3700, 6400),
                };
            case PlacementCategory.ResidentialSchool:
                return House(random, PlacementKind.ResidentialSchool, Sector.NotForProfit, "school", host, 2) with
                {
                    Provider = new Provider { Id = $"school-{host}", Name = InventedNames.Firm(host[^1] - '0', "School") },
                    Framework = onFramework ?? false,
                    WeeklyCost = Pounds(random, 4200, 5900),
                };
            case PlacementCategory.Secure:
                return House(random, PlacementKind.SecureChildrensHome, Sector.OtherCouncil, "secure", host, 1) with
                {
                    WeeklyCost = Pounds(random, 6800, 8400),
                };
            case PlacementCategory.IndependentLiving:
                var supporter = random.Below(6);
                var supported = random.Chance(child.Unaccompanied ? 0.9 : 0.75);
                return Facts(
                    supported ? PlacementKind.SupportedAccommodation : PlacementKind.IndependentLiving,
                    supporter == 0 ? Sector.OwnCouncil
                        : supporter < 4 ? Sector.NotForProfit
                        : Sector.ForProfit
                ) with
                {
                    Provider =
                        supporter == 0
                            ? null
                            : new Provider { Id = $"sa-{supporter:00}", Name = InventedNames.Firm(supporter + 3, "Supported Living") },
                    Carer = $"sa-{supporter:00}-{host}-{random.Between(1, 12):00}",
                    Registration = Registration.NotRequired,
                    WeeklyCost = supported ? Pounds(random, 700, 1500) : Pounds(random, 180, 420),
                };
            case PlacementCategory.Adoption:
                return Facts(PlacementKind.AdoptivePlacement, random.Chance(0.65) ? Sector.OwnCouncil : Sector.NotForProfit) with
                {
                    Carer = $"adopters-{child.Family}-{host}",
                    Registration = Registration.NotRequired,
                };
            case PlacementCategory.Health:
                return Facts(PlacementKind.HealthSetting, Sector.OtherPublic) with { Carer = $"hospital-{host}" };
            default:
                return Facts(PlacementKind.Custody, Sector.OtherPublic) with
                {
                    Carer = $"yoi-{host}",
                    Registration = Registration.NotRequired,
                };
        }
    }

    private static PlacementFacts Facts(PlacementKind kind, Sector sector) =>
        new()
        {
            Kind = kind,
            Sector = sector,
            Registration = Registration.Registered,
        };

    private static PlacementFacts House(DemoRandom random, PlacementKind kind, Sector sector, string provider, string host, int houses)
    {
        var number = random.Between(1, houses);
        return Facts(kind, sector) with { Carer = $"{provider}-{host}-{number}" };
    }

    /// <summary>B4: of the year it is settled; before, it is rare, and after, it is for short stays.</summary>
    private bool IsUnregistered(DemoRandom random, PlannedStay stay, DateOnly limit)
    {
        if (stay.Pin is { } pin && pin.On >= targets.YearStart.AddDays(-1))
            return pin.Unregistered;
        if (stay.Category != PlacementCategory.ExternalResidential || stay.Until(limit) > stay.From.AddDays(200))
            return false;
        return random.Chance(stay.From < targets.YearStart ? 0.05 : 0.25);
    }

    private static OutOfCountyReason ReasonAway(DemoRandom random, PlacementCategory category) =>
        category switch
        {
            PlacementCategory.Kinship or PlacementCategory.WithParents => OutOfCountyReason.FamilyOrKin,
            PlacementCategory.ResidentialSchool => OutOfCountyReason.Education,
            PlacementCategory.Secure or PlacementCategory.Health => OutOfCountyReason.SpecialistProvision,
            _ => random.Weighted(
                (OutOfCountyReason.NoLocalPlacement, 55),
                (OutOfCountyReason.SpecialistProvision, 20),
                (OutOfCountyReason.Safety, 14),
                (OutOfCountyReason.FamilyOrKin, 5),
                (OutOfCountyReason.ChildsWish, 4),
                (OutOfCountyReason.Other, 2)
            ),
        };

    /// <summary>The letters C, I, K, M, O and V never stand in the second half of a real postcode, so these are nobody's.</summary>
    public static string Postcode(DemoRandom random, string host, PlacementCategory? category = null)
    {
        if (category == PlacementCategory.Adoption || (category is not null && random.Chance(0.02)))
            return PlacementFacts.Withheld;

        const string Unused = "CIKMOV";
        return $"{Outward[host]} {random.Between(1, 9)}{Unused[random.Below(6)]}{Unused[random.Below(6)]}";
    }

    /// <summary>In pence.</summary>
    private static long Pounds(DemoRandom random, int least, int most) => random.Between(least, most) * 100L;
}
