namespace Placements.Domain.Codes.Returns;

/// <summary>How far a Welsh code can be relied on.</summary>
public enum Confidence
{
    /// <summary>Read in a Welsh source.</summary>
    [Label("Confirmed")]
    Confirmed,

    /// <summary>The meaning is read in a Welsh source and the code is England's for the same meaning.</summary>
    [Label("Likely")]
    Likely,

    /// <summary>Only from England's list, the joint list of before 2008, or memory.</summary>
    [Label("Not confirmed")]
    NotConfirmed,
}

/// <summary>
/// A code of the Welsh census with how sure it is. No code where the facts do not decide, or where the census has the meaning but no
/// source of ours gives its code; <paramref name="Note"/> then says which.
/// </summary>
public readonly record struct WalesCode(string? Code, Confidence Confidence, string? Note = null);

/// <summary>The groups of legal status in the published Welsh tables. They have labels there, no codes.</summary>
public enum WalesLegalGroup
{
    [Label("Care orders")]
    CareOrders,

    [Label("Remand, detained or other compulsory order")]
    CompulsoryOrder,

    [Label("Single period of accommodation")]
    SinglePeriod,

    [Label("Other legal status")]
    Other,
}

/// <summary>
/// Codes of the Welsh children looked after census, derived from our facts (domain reference 2). The census's own list could not be had:
/// until it is, no return may be sent on these without a person checking every code whose confidence is not <see cref="Confidence.Confirmed"/>.
/// For the same reason nothing is read back: an unconfirmed code must not become a fact in a child's record.
/// </summary>
public static class WalesReturn
{
    private const string NotKnownWhere = "Say which authority's area the home is in: the code depends on inside or outside the authority.";

    /// <summary>
    /// Placement code (2.3). Inside and outside are seen from the responsible authority, so elsewhere in Wales is outside. The codes are
    /// those of the joint frame of before 2008; that Wales kept it is inferred.
    /// </summary>
    /// <param name="withFormerFosterCarer">For adoption: the adopter fostered the child in the placement just before.</param>
    public static WalesCode Placement(PlacementKind kind, Sector sector, Location location, bool? withFormerFosterCarer = null) =>
        kind switch
        {
            PlacementKind.KinshipFosterCare => ByPlace(location, inside: "F1", outside: "F4"),
            PlacementKind.FosterCare => sector switch
            {
                Sector.OwnCouncil or Sector.OtherCouncil => ByPlace(location, inside: "F2", outside: "F5"),
                Sector.NotForProfit or Sector.ForProfit => ByPlace(location, inside: "F3", outside: "F6"),
                _ => Unknown($"The list has no foster care provided by: {sector.Label()}."),
            },
            PlacementKind.SecureChildrensHome => ByPlace(location, inside: "H1", outside: "H2"),
            PlacementKind.ChildrensHome => ByPlace(location, inside: "H3", outside: "H4"),
            PlacementKind.SupportedAccommodation => Unconfirmed("H5"),
            PlacementKind.IndependentLiving => Unconfirmed("P2"),
            PlacementKind.WithParents => Unconfirmed("P1"),
            PlacementKind.ResidentialCareHome => Unconfirmed("R1"),
            PlacementKind.HealthSetting => Unconfirmed("R2"),
            PlacementKind.FamilyCentre => Unconfirmed("R3"),
            PlacementKind.Custody => Unconfirmed("R5"),
            PlacementKind.ResidentialSchool => Unconfirmed("S1"),
            PlacementKind.AdoptivePlacement => withFormerFosterCarer switch
            {
                true => Unconfirmed("A2", "A3 to A6 may have replaced A1 and A2."),
                false => Unconfirmed("A1", "A3 to A6 may have replaced A1 and A2."),
                null => Unknown("Say whether the adopter fostered the child until then: name the carer of both placements."),
            },
            _ => Unconfirmed("Z1"),
        };

    /// <summary>Absences (2.3): T1 to T4 from memory, M2 and M3 from the joint frame. Refuge (M1) is no kind of absence of ours.</summary>
    public static WalesCode Absence(AbsenceKind kind) =>
        kind switch
        {
            AbsenceKind.Missing => Unconfirmed("M3"),
            AbsenceKind.AwayWithoutAuthorisation => Unconfirmed("M2", "M1 if the child is in a refuge."),
            _ => Unconfirmed(EnglandReturn.AbsenceCode(kind)),
        };

    /// <summary>Legal status (2.4): England's codes; their use in Wales is not confirmed.</summary>
    public static WalesCode LegalStatusCode(LegalStatus status) => Unconfirmed(EnglandReturn.LegalStatusCode(status));

    /// <summary>
    /// The group in the published tables (2.4): the labels are read there, what falls under each is mostly not. Placement orders are
    /// likely other: the tables leave short breaks out and still show one child in nine under it.
    /// </summary>
    public static (WalesLegalGroup Group, Confidence Confidence) LegalGroup(LegalStatus status) =>
        status switch
        {
            LegalStatus.Voluntary => (WalesLegalGroup.SinglePeriod, Confidence.Confirmed),
            LegalStatus.CareOrder or LegalStatus.InterimCareOrder => (WalesLegalGroup.CareOrders, Confidence.Likely),
            LegalStatus.Remand
            or LegalStatus.Pace
            or LegalStatus.YouthRehabilitationOrder
            or LegalStatus.PoliceProtection
            or LegalStatus.EmergencyProtectionOrder => (WalesLegalGroup.CompulsoryOrder, Confidence.Likely),
            LegalStatus.PlacementOrder => (WalesLegalGroup.Other, Confidence.Likely),
            LegalStatus.ChildAssessmentOrder => (WalesLegalGroup.CompulsoryOrder, Confidence.NotConfirmed),
            _ => (WalesLegalGroup.Other, Confidence.NotConfirmed),
        };

    /// <summary>Need for care (2.4): N1 to N8 as in England, N9 from memory.</summary>
    public static WalesCode CategoryOfNeedCode(CategoryOfNeed need) =>
        Unconfirmed(need == CategoryOfNeed.AdoptionDisruption ? "N9" : EnglandReturn.CategoryOfNeedCode(need).Code!);

    /// <summary>
    /// Reason for a new episode (2.4), null where none starts. England's letters; whether Wales took over T and U, for a change that
    /// keeps the carer, is open.
    /// </summary>
    public static WalesCode? NewEpisodeCode(bool careStarts, bool legalStatusChanges, bool placementChanges, bool sameCarer) =>
        EnglandReturn.NewEpisodeCode(careStarts, legalStatusChanges, placementChanges, sameCarer) is { } code
            ? Unconfirmed(code, code is "T" or "U" ? "Introduced in England; not seen in Wales." : null)
            : null;

    /// <summary>
    /// Reason the episode finished (2.5): one code for a return home, planned or not, and two for special guardianship. The labels are
    /// those of the published table, which ends with any other reason; our reasons without a line of their own fall under it.
    /// </summary>
    public static WalesCode CareEndCode(CareEndReason reason) =>
        reason switch
        {
            CareEndReason.AdoptedUnopposed => Likely("E11"),
            CareEndReason.AdoptedConsentDispensed => Likely("E12"),
            CareEndReason.Died => Likely("E2"),
            CareEndReason.OtherAuthority => Likely("E3"),
            CareEndReason.ReturnedHome => Likely("E4"),
            CareEndReason.SpecialGuardianshipFormerFosterCarer => Likely("E43"),
            CareEndReason.SpecialGuardianshipOther => Likely("E44"),
            CareEndReason.IndependentLivingSupported => Likely("E5"),
            CareEndReason.IndependentLivingUnsupported => Likely("E6"),
            CareEndReason.AdultSocialServices => Likely("E7"),
            CareEndReason.Custody => Likely("E9"),
            CareEndReason.Other => Likely("E8"),
            CareEndReason.WhenIAmReady => new(null, Confidence.Confirmed, "The published table has this reason; its code is not known."),
            _ => Unconfirmed("E8", "No line of its own in the published table."),
        };

    private static WalesCode ByPlace(Location location, string inside, string outside) =>
        location switch
        {
            Location.InCounty => Unconfirmed(inside),
            Location.ElsewhereInWales or Location.OutsideWales => Unconfirmed(outside),
            _ => Unknown(NotKnownWhere),
        };

    private static WalesCode Likely(string code) => new(code, Confidence.Likely);

    private static WalesCode Unconfirmed(string code, string? note = null) => new(code, Confidence.NotConfirmed, note);

    private static WalesCode Unknown(string note) => new(null, Confidence.NotConfirmed, note);
}
