using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Domain.Journey.Rules;

/// <summary>Which provider and which age goes with which kind of home.</summary>
internal static class KindOfHomeRules
{
    public static readonly Rule SectorDoesNotFit = new("sector_does_not_fit_kind", Severity.Refuse, "SSDA903 rules 526-531, 550");

    public static readonly Rule SupportedTooYoung = new("supported_accommodation_under_16", Severity.Flag, "SSDA903 rule 371");

    public static readonly Rule IndependentTooYoung = new("independent_living_under_16", Severity.Flag, "SSDA903 rule 370 (withdrawn)");

    public static readonly Rule CustodyTooYoung = new("custody_under_10", Severity.Flag, "SSDA903 rule 372");

    public static readonly Rule SchoolTooYoung = new("residential_school_under_4", Severity.Flag, "SSDA903 rule 373");

    public static readonly Rule SecureUnderThirteen = new("secure_under_13_needs_minister", Severity.Flag, "WSI 2015/1988 reg. 13");

    public static readonly Rule Unregistered = new(
        "operating_without_registration",
        Severity.Flag,
        "Regulation and Inspection of Social Care (Wales) Act 2016"
    );

    public static void Check(CareJourney journey, List<Finding> findings)
    {
        var born = journey.Child?.DateOfBirth;
        foreach (var placement in journey.Placements)
        {
            foreach (var stretch in placement.StretchesOf(facts => (facts.Kind, facts.Sector)))
                CheckSector(stretch, findings);
            foreach (var stretch in placement.StretchesOf(facts => facts.Kind))
            {
                if (born is { } dob)
                    CheckAge(placement, stretch, dob, Authorities.IsWelsh(journey.Child!.ResponsibleAuthority), findings);
            }

            // The setting's registration is a dated fact: the finding stands from the first day without it.
            foreach (var stretch in placement.Stretches)
            {
                if (stretch.Facts.Registration == Registration.OperatingWithoutRegistration)
                {
                    findings.Add(
                        Unregistered.Broken(
                            stretch.StartedOn,
                            "The home operates without registration: record who authorised the placement and tell the inspectorate.",
                            stretch.SaidBy
                        )
                    );
                    break;
                }
            }
        }
    }

    private static void CheckSector(PlacementStretch stretch, List<Finding> findings)
    {
        var (kind, sector) = (stretch.Facts.Kind, stretch.Facts.Sector);
        if (!Provision.Fits(kind, sector))
            findings.Add(
                SectorDoesNotFit.Broken(
                    stretch.StartedOn,
                    $"A placement of the kind \"{kind.Label()}\" is not provided by: {sector.Label()}.",
                    stretch.SaidBy
                )
            );
    }

    private static void CheckAge(Placement placement, PlacementStretch stretch, DateOnly born, bool welsh, List<Finding> findings)
    {
        (Rule Rule, int Age)? least = stretch.Facts.Kind switch
        {
            PlacementKind.SupportedAccommodation => (SupportedTooYoung, 16),
            PlacementKind.IndependentLiving => (IndependentTooYoung, 16),
            PlacementKind.Custody => (CustodyTooYoung, 10),
            PlacementKind.ResidentialSchool => (SchoolTooYoung, 4),
            _ => null,
        };
        if (least is var (rule, age) && stretch.StartedOn < Age.Birthday(born, age))
            findings.Add(
                rule.Broken(stretch.StartedOn, $"{stretch.Facts.Kind.Label()} is not expected before the age of {age}.", stretch.SaidBy)
            );

        if (
            welsh
            && stretch.Facts.Kind == PlacementKind.SecureChildrensHome
            && stretch.StartedOn < Age.Birthday(born, 13)
            && !placement.Approvals.Any(approval => approval.By == Approver.Minister)
        )
            findings.Add(
                SecureUnderThirteen.Broken(
                    stretch.StartedOn,
                    "A child under 13 is placed in secure accommodation without a recorded approval of the Welsh Ministers.",
                    stretch.SaidBy
                )
            );
    }
}
