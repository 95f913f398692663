namespace Placements.Domain.Codes;

/// <summary>What kind of home a placement is. Never the return's own code: those bake in who supplies it and where it stands.</summary>
public enum PlacementKind
{
    [Label("Foster care")]
    FosterCare,

    [Label("Kinship foster care (relative or friend)")]
    KinshipFosterCare,

    [Label("With parents or another person with parental responsibility")]
    WithParents,

    [Label("Children's home")]
    ChildrensHome,

    [Label("Secure children's home")]
    SecureChildrensHome,

    [Label("Residential school")]
    ResidentialSchool,

    [Label("Residential care home")]
    ResidentialCareHome,

    [Label("Family centre or mother and baby unit")]
    FamilyCentre,

    [Label("Supported accommodation")]
    SupportedAccommodation,

    [Label("Independent living")]
    IndependentLiving,

    [Label("NHS or other health setting")]
    HealthSetting,

    [Label("Young offender institution or other custody")]
    Custody,

    [Label("Placed for adoption")]
    AdoptivePlacement,

    [Label("Other placement")]
    Other,
}

/// <summary>
/// Which other placement, where England's return divides them. The meanings of its Z11 to Z14 (from the 2026 return) stand in the
/// department's guide alone, so their values are named by the code.
/// </summary>
public enum OtherPlacement
{
    [Label("Residential employment")]
    ResidentialEmployment,

    [Label("Other placement Z11 of the department's guide")]
    Z11,

    [Label("Other placement Z12 of the department's guide")]
    Z12,

    [Label("Other placement Z13 of the department's guide")]
    Z13,

    [Label("Other placement Z14 of the department's guide")]
    Z14,
}

/// <summary>Who provides the home, by ownership.</summary>
public enum Sector
{
    [Label("Own council")]
    OwnCouncil,

    [Label("Another council")]
    OtherCouncil,

    [Label("Other public body")]
    OtherPublic,

    [Label("Not-for-profit provider")]
    NotForProfit,

    [Label("For-profit provider")]
    ForProfit,

    [Label("Parent or other person with parental responsibility")]
    Parent,
}

/// <summary>The grouping of reports, derived from kind and sector: see <see cref="Measures.Category"/>.</summary>
public enum PlacementCategory
{
    [Label("In-house fostering")]
    InHouseFostering,

    [Label("External fostering")]
    ExternalFostering,

    [Label("Kinship")]
    Kinship,

    [Label("With parents")]
    WithParents,

    [Label("In-house residential")]
    InHouseResidential,

    [Label("External residential")]
    ExternalResidential,

    [Label("Residential school")]
    ResidentialSchool,

    [Label("Secure")]
    Secure,

    [Label("Independent living")]
    IndependentLiving,

    [Label("Adoption")]
    Adoption,

    [Label("Health setting")]
    Health,

    [Label("Custody")]
    Custody,

    [Label("Other")]
    Other,
}

public enum Registration
{
    [Label("Registered")]
    Registered,

    /// <summary>Care Inspectorate Wales's own term for a setting that should be registered and is not.</summary>
    [Label("Operating without registration")]
    OperatingWithoutRegistration,

    [Label("Registration not required")]
    NotRequired,
}

public enum Country
{
    [Label("Wales")]
    Wales,

    [Label("England")]
    England,

    [Label("Scotland")]
    Scotland,

    [Label("Northern Ireland")]
    NorthernIreland,

    [Label("Outside the United Kingdom")]
    OutsideUk,
}

/// <summary>Why a placement changed or broke down (SSDA903 REASON_PLACE_CHANGE, less PLACE, which we derive).</summary>
public enum ChangeReason
{
    [Label("Follows the care plan")]
    CarePlan,

    [Label("Carer resigned or setting closed")]
    SettingClosed,

    [Label("Allegation (section 47 enquiry)")]
    Allegation,

    [Label("Concern about standards of care")]
    StandardsOfCare,

    [Label("Approval or registration taken away")]
    ApprovalRemoved,

    [Label("Carer asked for it to end: the child's behaviour")]
    CarerRequestBehaviour,

    [Label("Carer asked for it to end: another cause")]
    CarerRequestOther,

    [Label("The child asked for it to end")]
    ChildRequest,

    [Label("The responsible authority ended it")]
    AuthorityDecision,

    [Label("Custody")]
    Custody,

    [Label("Administrative: recorded anew, the child stayed where it was")]
    Administrative,

    [Label("Other")]
    Other,
}

/// <summary>Who asked for a move, or who ended a placement.</summary>
public enum Party
{
    [Label("The child")]
    Child,

    [Label("The carer")]
    Carer,

    [Label("The provider")]
    Provider,

    [Label("The responsible authority")]
    Authority,

    [Label("A court")]
    Court,

    [Label("Somebody else")]
    Other,
}

public enum OutOfCountyReason
{
    [Label("To be with family or kin")]
    FamilyOrKin,

    [Label("Safety")]
    Safety,

    [Label("Specialist provision")]
    SpecialistProvision,

    [Label("No local placement was available")]
    NoLocalPlacement,

    [Label("The child's wish")]
    ChildsWish,

    [Label("Education")]
    Education,

    [Label("Other")]
    Other,
}

/// <summary>Who approved a placement out of area (CPPCR 2015 reg. 12; ministers for secure under 13 and outside England and Wales).</summary>
public enum Approver
{
    [Label("Out-of-area panel")]
    OutOfAreaPanel,

    [Label("Nominated officer")]
    NominatedOfficer,

    [Label("Welsh Ministers")]
    Minister,
}

/// <summary>Who must be told of a placement in writing (CPPCR 2015 reg. 14).</summary>
public enum NotifiedParty
{
    [Label("The child")]
    Child,

    [Label("Parents")]
    Parents,

    [Label("Previous carer")]
    PreviousCarer,

    [Label("Health board")]
    HealthBoard,

    [Label("General practitioner")]
    GeneralPractitioner,

    [Label("School")]
    School,

    [Label("Independent reviewing officer")]
    ReviewingOfficer,

    [Label("The area's own authority")]
    AreaAuthority,

    [Label("Welsh Ministers")]
    Minister,

    [Label("Somebody else")]
    Other,
}

/// <summary>How a placement ended.</summary>
public enum EndedHow
{
    [Label("Moved to another placement")]
    Moved,

    [Label("Broke down")]
    BrokeDown,

    [Label("Ended")]
    Ended,

    [Label("Care ended")]
    CareEnded,
}

/// <summary>Where a placement is, seen from the responsible authority in Wales (CH/047, CH/048).</summary>
public enum Location
{
    [Label("In county")]
    InCounty,

    [Label("Elsewhere in Wales")]
    ElsewhereInWales,

    [Label("Outside Wales")]
    OutsideWales,

    [Label("Unknown")]
    Unknown,
}

/// <summary>The order in which an authority must look outside its own area (CPPCR 2015 reg. 12).</summary>
public enum PreferenceBand
{
    [Label("Bordering Welsh authority")]
    BorderingWelshAuthority,

    [Label("Bordering English authority")]
    BorderingEnglishAuthority,

    [Label("Other Welsh authority")]
    OtherWelshAuthority,

    [Label("Other English authority")]
    OtherEnglishAuthority,

    [Label("Outside England and Wales")]
    OutsideEnglandAndWales,
}
