namespace Placements.Domain.Codes.Returns;

/// <summary>
/// England's SSDA903 codes, derived from our values when a return is made and read back when one is imported; never stored as the fact.
/// Codes and years: domain reference 1.2, compiled from the public validator (csc-validator-be-903), the liia-tools schemas and the
/// ssd-data-model. <c>year</c> is the return year of the file: the year that ends on its 31 March. A code outside its years is not read.
/// </summary>
public static partial class EnglandReturn
{
    /// <summary>REC of an episode inside a period of care (validator rule 149). Derived from the next episode, so it is no reason of ours.</summary>
    public const string CareContinues = "X1";

    private static readonly ReturnTable<LegalStatus> LegalStatuses = new(
        new("C1", LegalStatus.InterimCareOrder),
        new("C2", LegalStatus.CareOrder),
        new("D1", LegalStatus.FreeingOrder),
        new("E1", LegalStatus.PlacementOrder),
        new("V2", LegalStatus.Voluntary),
        new("V3", LegalStatus.ShortBreaks),
        new("L1", LegalStatus.PoliceProtection),
        new("L2", LegalStatus.EmergencyProtectionOrder),
        new("L3", LegalStatus.ChildAssessmentOrder),
        new("J1", LegalStatus.Remand),
        new("J2", LegalStatus.Pace),
        new("J3", LegalStatus.YouthRehabilitationOrder)
    );

    private static readonly ReturnTable<CategoryOfNeed> Needs = new(
        new("N1", CategoryOfNeed.AbuseOrNeglect),
        new("N2", CategoryOfNeed.ChildDisability),
        new("N3", CategoryOfNeed.ParentalIllnessOrDisability),
        new("N4", CategoryOfNeed.FamilyInAcuteStress),
        new("N5", CategoryOfNeed.FamilyDysfunction),
        new("N6", CategoryOfNeed.SociallyUnacceptableBehaviour),
        new("N7", CategoryOfNeed.LowIncome),
        new("N8", CategoryOfNeed.AbsentParenting)
    );

    private static readonly ReturnTable<Sector> Providers = new(
        new("PR0", Sector.Parent),
        new("PR1", Sector.OwnCouncil),
        new("PR2", Sector.OtherCouncil),
        new("PR3", Sector.OtherPublic),
        new("PR4", Sector.ForProfit),
        new("PR5", Sector.NotForProfit)
    );

    private static readonly ReturnTable<ChangeReason> ChangeReasons = new(
        new("CARPL", ChangeReason.CarePlan),
        new("CLOSE", ChangeReason.SettingClosed),
        new("ALLEG", ChangeReason.Allegation),
        new("STAND", ChangeReason.StandardsOfCare),
        new("APPRR", ChangeReason.ApprovalRemoved),
        new("CREQB", ChangeReason.CarerRequestBehaviour),
        new("CREQO", ChangeReason.CarerRequestOther),
        new("CHILD", ChangeReason.ChildRequest),
        new("LAREQ", ChangeReason.AuthorityDecision),
        new("CUSTOD", ChangeReason.Custody, From: 2019),
        new("PLACE", ChangeReason.Administrative),
        new("OTHER", ChangeReason.Other),
        new("OTHER", ChangeReason.Custody, To: 2018)
    );

    private static readonly ReturnTable<AbsenceKind> Absences = new(
        new("T1", AbsenceKind.Hospital),
        new("T2", AbsenceKind.ChildsHoliday),
        new("T3", AbsenceKind.CarersHoliday),
        new("T4", AbsenceKind.OtherTemporary),
        new("M", AbsenceKind.Missing),
        new("A", AbsenceKind.AwayWithoutAuthorisation)
    );

    private static readonly ReturnTable<Sex> Sexes = new(
        new("1", Sex.Male, To: 2024),
        new("2", Sex.Female, To: 2024),
        new("M", Sex.Male, From: 2025),
        new("F", Sex.Female, From: 2025),
        new("U", Sex.Unknown, From: 2025)
    );

    /// <summary>
    /// LS (rule 144). Short breaks are V3, because each break is recorded here as a stay of its own; V4 records only the agreement.
    /// </summary>
    public static string LegalStatusCode(LegalStatus status) => LegalStatuses.CodeOf(status);

    /// <summary>
    /// V4 is not read: its dates are those of an agreement, and taken for a stay they would count every day of it as a day in care.
    /// </summary>
    public static bool TryReadLegalStatus(string code, int year, out LegalStatus status) => LegalStatuses.TryRead(code, year, out status);

    /// <summary>CIN (rule 145). England has no code for adoption disruption.</summary>
    public static ReturnCode CategoryOfNeedCode(CategoryOfNeed need) =>
        need == CategoryOfNeed.AdoptionDisruption
            ? ReturnCode.None("England's list has no need for adoption disruption: say which of its eight needs led to care.")
            : new(Needs.CodeOf(need));

    public static bool TryReadCategoryOfNeed(string code, int year, out CategoryOfNeed need) => Needs.TryRead(code, year, out need);

    /// <summary>PLACE_PROVIDER (rule 178). Left empty for temporary absences and Z11 to Z14 (rule 213).</summary>
    public static string ProviderCode(Sector sector) => Providers.CodeOf(sector);

    public static bool TryReadProvider(string code, int year, out Sector sector) => Providers.TryRead(code, year, out sector);

    /// <summary>
    /// REASON_PLACE_CHANGE (rule 1009), stated on the episode that ends. Custody had no code of its own before 2019 and was OTHER.
    /// </summary>
    public static string ChangeReasonCode(ChangeReason reason, int year) => ChangeReasons.CodeOf(reason, year)!;

    public static bool TryReadChangeReason(string code, int year, out ChangeReason reason) => ChangeReasons.TryRead(code, year, out reason);

    /// <summary>
    /// Whether England's list calls the change planned; it has no column for that. Null for custody and other, where the list does not
    /// say. For reading a return: our own moves carry the fact.
    /// </summary>
    public static bool? CountsAsPlanned(ChangeReason reason) =>
        reason switch
        {
            ChangeReason.CarePlan or ChangeReason.SettingClosed or ChangeReason.Administrative => true,
            ChangeReason.Custody or ChangeReason.Other => null,
            _ => false,
        };

    /// <summary>
    /// PLACE T1 to T4 for a temporary absence (rule 146), MISSING M or A for the other two (rule 1006): different columns, no shared code.
    /// </summary>
    public static string AbsenceCode(AbsenceKind kind) => Absences.CodeOf(kind);

    /// <summary>T0 is not read: it says a child was away and not why, and the limits of an absence hang on why.</summary>
    public static bool TryReadAbsence(string code, int year, out AbsenceKind kind) => Absences.TryRead(code, year, out kind);

    /// <summary>SEX (rule 101): digits to 2024, letters from 2025. Until 2024 there was no code for a sex not known.</summary>
    public static ReturnCode SexCode(Sex sex, int year) =>
        Sexes.CodeOf(sex, year) is { } code ? new(code) : ReturnCode.None($"The {year} return has no code for a sex that is not known.");

    public static bool TryReadSex(string code, int year, out Sex sex) => Sexes.TryRead(code, year, out sex);

    /// <summary>ETHNIC (rule 103): the census codes are our own values.</summary>
    public static string EthnicityCode(Ethnicity ethnicity) => ethnicity.Name();

    public static bool TryReadEthnicity(string code, out Ethnicity ethnicity) => CodeList<Ethnicity>.TryParse(code, out ethnicity);

    /// <summary>
    /// RNE (rule 143), from what changed on the day the episode starts; null where nothing did, and so no episode starts.
    /// <paramref name="sameCarer"/> is false for a child who lives independently: there every move is P.
    /// </summary>
    public static string? NewEpisodeCode(bool careStarts, bool legalStatusChanges, bool placementChanges, bool sameCarer) =>
        (careStarts, legalStatusChanges, placementChanges, sameCarer) switch
        {
            (true, _, _, _) => "S",
            (_, true, true, true) => "U",
            (_, true, true, false) => "B",
            (_, true, false, _) => "L",
            (_, false, true, true) => "T",
            (_, false, true, false) => "P",
            _ => null,
        };
}
