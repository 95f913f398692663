namespace Placements.Domain.Codes;

public enum LegalStatus
{
    [Label("Interim care order")]
    InterimCareOrder,

    [Label("Care order")]
    CareOrder,

    [Label("Placement order")]
    PlacementOrder,

    /// <summary>Historic: none has been made since 30 December 2005.</summary>
    [Label("Freeing order")]
    FreeingOrder,

    [Label("Voluntary accommodation (section 76)")]
    Voluntary,

    [Label("Series of short breaks")]
    ShortBreaks,

    [Label("Police protection")]
    PoliceProtection,

    [Label("Emergency protection order")]
    EmergencyProtectionOrder,

    [Label("Child assessment order")]
    ChildAssessmentOrder,

    [Label("Remand")]
    Remand,

    [Label("Police and Criminal Evidence Act accommodation")]
    Pace,

    [Label("Youth rehabilitation order with residence")]
    YouthRehabilitationOrder,
}

public enum CategoryOfNeed
{
    [Label("Abuse or neglect")]
    AbuseOrNeglect,

    [Label("Child's disability or illness")]
    ChildDisability,

    [Label("Parental illness or disability")]
    ParentalIllnessOrDisability,

    [Label("Family in acute stress")]
    FamilyInAcuteStress,

    [Label("Family dysfunction")]
    FamilyDysfunction,

    [Label("Socially unacceptable behaviour")]
    SociallyUnacceptableBehaviour,

    [Label("Low income")]
    LowIncome,

    [Label("Absent parenting")]
    AbsentParenting,

    [Label("Adoption disruption")]
    AdoptionDisruption,
}

public enum CareEndReason
{
    [Label("Returned home to a parent or other person with parental responsibility")]
    ReturnedHome,

    [Label("Independent living with formal support")]
    IndependentLivingSupported,

    [Label("Independent living without formal support")]
    IndependentLivingUnsupported,

    [Label("Adopted, application unopposed")]
    AdoptedUnopposed,

    [Label("Adopted, consent dispensed with")]
    AdoptedConsentDispensed,

    [Label("Special guardianship to a former foster carer")]
    SpecialGuardianshipFormerFosterCarer,

    [Label("Special guardianship to somebody else")]
    SpecialGuardianshipOther,

    [Label("Child arrangements order")]
    ChildArrangementsOrder,

    [Label("Turned 18 and stays under When I Am Ready")]
    WhenIAmReady,

    [Label("Turned 18 and stays with carers")]
    StayedWithCarers,

    [Label("Moved to adult social services")]
    AdultSocialServices,

    [Label("Sentenced to custody")]
    Custody,

    [Label("Remand ended")]
    RemandEnded,

    [Label("Taken over by another authority")]
    OtherAuthority,

    [Label("Moved abroad")]
    MovedAbroad,

    [Label("Age assessment found an adult")]
    AgeAssessedAdult,

    [Label("Died")]
    Died,

    [Label("Left to live with somebody without parental responsibility")]
    LeftToLiveWithOthers,

    [Label("Any other reason")]
    Other,
}

/// <summary>The tables of England's return that are not about placements, by the names of their files.</summary>
public enum KeptTable
{
    [Label("Child: school number, mother")]
    Header,

    [Label("Agreements of short breaks (V4), of which the breaks are not known")]
    Episodes,

    [Label("Reviews")]
    Reviews,

    [Label("Unaccompanied asylum-seeking children")]
    Uasc,

    [Label("Health and development")]
    Oc2,

    [Label("Care leavers")]
    Oc3,

    [Label("Adoption")]
    Ad1,

    [Label("Decision to place for adoption")]
    PlacedForAdoption,

    [Label("Earlier permanence")]
    PreviousPermanence,

    [Label("Social workers")]
    SwEpisodes,

    [Label("Deprivation of liberty orders")]
    Dolo,
}

/// <summary>
/// What happened on the first day that we know of, for care that began before it on a day that we do not know: history taken over from
/// returns begins in the middle.
/// </summary>
public enum EarlierCare
{
    [Label("The legal status changed")]
    LegalStatusChanged,

    [Label("The child moved")]
    Moved,

    [Label("Details of the placement changed")]
    DetailsChanged,

    [Label("The legal status changed and the child moved")]
    LegalStatusChangedAndMoved,

    [Label("The legal status and details of the placement changed")]
    LegalStatusAndDetailsChanged,
}

public enum AbsenceKind
{
    [Label("In hospital")]
    Hospital,

    [Label("Child on holiday")]
    ChildsHoliday,

    [Label("Carer on holiday")]
    CarersHoliday,

    [Label("Away for another short reason")]
    OtherTemporary,

    [Label("Missing: whereabouts not known")]
    Missing,

    [Label("Away without authorisation: whereabouts known")]
    AwayWithoutAuthorisation,
}

public enum Sex
{
    [Label("Female")]
    Female,

    [Label("Male")]
    Male,

    [Label("Not known")]
    Unknown,
}

/// <summary>The census codes that both governments collect.</summary>
public enum Ethnicity
{
    [Label("White British")]
    WBRI,

    [Label("White Irish")]
    WIRI,

    [Label("Traveller of Irish heritage")]
    WIRT,

    [Label("Gypsy or Roma")]
    WROM,

    [Label("Other White")]
    WOTH,

    [Label("White and Black Caribbean")]
    MWBC,

    [Label("White and Black African")]
    MWBA,

    [Label("White and Asian")]
    MWAS,

    [Label("Other mixed")]
    MOTH,

    [Label("Indian")]
    AIND,

    [Label("Pakistani")]
    APKN,

    [Label("Bangladeshi")]
    ABAN,

    [Label("Other Asian")]
    AOTH,

    [Label("Caribbean")]
    BCRB,

    [Label("African")]
    BAFR,

    [Label("Other Black")]
    BOTH,

    [Label("Chinese")]
    CHNE,

    [Label("Other ethnic group")]
    OOTH,

    [Label("Refused")]
    REFU,

    [Label("Not yet obtained")]
    NOBT,
}

/// <summary>Kinds of disability as the Welsh children receiving care and support census groups them.</summary>
public enum Disability
{
    [Label("Mobility")]
    Mobility,

    [Label("Manual dexterity")]
    ManualDexterity,

    [Label("Physical coordination")]
    PhysicalCoordination,

    [Label("Continence")]
    Continence,

    [Label("Ability to lift or carry")]
    LiftingOrCarrying,

    [Label("Speech, hearing or eyesight")]
    SpeechHearingOrEyesight,

    [Label("Memory, concentration or learning")]
    MemoryConcentrationOrLearning,

    [Label("Perception of danger")]
    PerceptionOfDanger,

    [Label("Autism spectrum disorder")]
    Autism,

    [Label("Other")]
    Other,
}
