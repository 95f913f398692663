using static Placements.Domain.Codes.Returns.Confidence;

namespace Placements.Domain.Codes.Returns;

/// <summary>The lists of the Welsh census to which values of ours lead. Frozen: corrections are kept under these names.</summary>
public static class WalesList
{
    public const string Placement = "placement";

    /// <summary>Codes of the placement list for a child who is away from the placement.</summary>
    public const string Absence = "absence";

    public const string NewEpisode = "reason_new_episode";
    public const string LegalStatus = "legal_status";
    public const string LegalStatusGroup = "legal_status_group";
    public const string Need = "need";
    public const string EpisodeFinished = "reason_episode_finished";
    public const string PlacementLocation = "placement_location";
}

/// <summary>
/// The codes as the program brings them, each with how sure it is: the one home of this knowledge. A row for every value, inside and
/// outside told apart for every kind of home, so that a council can correct any of them; the codes that no value of ours leads to (R4,
/// M1, T0, V4) are not here, nor are the care leavers' categories, for which there are no facts yet.
/// </summary>
internal static class WalesReturnCodes
{
    public const string Inside = "inside";
    public const string Outside = "outside";
    public const string FosterCarer = "foster_carer";
    public const string NewCarer = "new_carer";
    public const string ResidentialEmployment = "residential_employment";
    public const string Continues = "care_continues";

    private const string LocalAuthority = "local_authority";
    private const string IndependentAgency = "independent_agency";
    private const string OtherSupplier = "other_supplier";

    private const string JointFrame =
        "Meaning read in English labels of the joint frame of before 2008; that Wales kept the code is inferred.";
    private const string OldAdoption = "From memory and an English validation rule; A3 to A6 may have replaced A1 and A2.";
    private const string FromMemory = "From memory; England uses the code so.";
    private const string England = "England's code; its use in Wales was not seen.";
    private const string EnglandOnly = "Introduced in England; not seen in Wales.";
    private const string GroupRead = "Label and what falls under it read in the published table; the number is ours.";
    private const string GroupLikely =
        "Label read in the published table; that this status falls under it is likely but not stated. The number is ours.";
    private const string GroupInferred =
        "Label read in the published table; that this status falls under it is inferred. The number is ours.";
    private const string Finishing = "Label read in the published table of episodes finishing; the code is England's for the same meaning.";
    private const string NoLine = "No line of its own in the published table of episodes finishing, which ends with any other reason.";
    private const string OtherReason = "Any other reason";
    private const string LocationRead = "Label follows from the published tables (CH/047, CH/048); the number is ours.";

    public static IEnumerable<WalesCodeRow> All =>
        [.. Placements, .. Absences, .. NewEpisodes, .. LegalStatuses, .. LegalStatusGroups, .. Needs, .. EpisodesFinished, .. Locations];

    /// <summary>Who supplies a foster carer, as the placement codes tell apart.</summary>
    public static string Supplier(Sector sector) =>
        sector switch
        {
            Sector.OwnCouncil or Sector.OtherCouncil => LocalAuthority,
            Sector.NotForProfit or Sector.ForProfit => IndependentAgency,
            _ => OtherSupplier,
        };

    private static IEnumerable<WalesCodeRow> Placements =>
        [
            .. Home("kinship_foster_care", "F1", "F4", "Foster care with relative or friend"),
            .. Home($"foster_care/{LocalAuthority}", "F2", "F5", "Other foster carer supplied by local authority"),
            .. Home($"foster_care/{IndependentAgency}", "F3", "F6", "Other foster carer through an agency"),
            .. Home(
                $"foster_care/{OtherSupplier}",
                null,
                null,
                "Other foster carer of another supplier",
                "The list has no foster carer who is supplied neither by a local authority nor through an agency."
            ),
            .. Home("secure_childrens_home", "H1", "H2", "Secure unit"),
            .. Home("childrens_home", "H3", "H4", "Homes and hostels (children's homes)"),
            .. Home("supported_accommodation", "H5", "H5", "Hostels and other supportive residential settings"),
            .. Home("residential_care_home", "R1", "R1", "Residential care home"),
            .. Home("health_setting", "R2", "R2", "NHS or other medical or nursing establishment"),
            .. Home("family_centre", "R3", "R3", "Family centre or mother and baby unit"),
            .. Home("custody", "R5", "R5", "Young offender institution or prison"),
            .. Home("residential_school", "S1", "S1", "Residential school not dual registered"),
            .. Home("with_parents", "P1", "P1", "Own parents or other holder of parental responsibility"),
            .. Home("independent_living", "P2", "P2", "Independent living"),
            .. Home($"other/{ResidentialEmployment}", "P3", "P3", "Residential employment"),
            .. Home("other", "Z1", "Z1", "Other placement"),
            .. Home($"adoptive_placement/{FosterCarer}", "A2", "A2", "Placed for adoption with current foster carer", OldAdoption),
            .. Home($"adoptive_placement/{NewCarer}", "A1", "A1", "Placed for adoption not with current foster carer", OldAdoption),
        ];

    private static IEnumerable<WalesCodeRow> Absences =>
        [
            .. Rows(
                WalesList.Absence,
                NotConfirmed,
                FromMemory,
                ("hospital", "T1", "Temporary: hospital"),
                ("childs_holiday", "T2", "Temporary: child on holiday"),
                ("carers_holiday", "T3", "Temporary: carer on holiday"),
                ("other_temporary", "T4", "Temporary: 7 days or less, other")
            ),
            .. Rows(
                WalesList.Absence,
                NotConfirmed,
                $"{JointFrame} In a refuge it would be M1, which is no kind of absence of ours.",
                ("away_without_authorisation", "M2", "Absent: whereabouts known, not in refuge")
            ),
            .. Rows(WalesList.Absence, NotConfirmed, JointFrame, ("missing", "M3", "Absent: whereabouts unknown")),
        ];

    private static IEnumerable<WalesCodeRow> NewEpisodes =>
        [
            .. Rows(
                WalesList.NewEpisode,
                NotConfirmed,
                England,
                ("care_started", "S", "Started to be looked after"),
                ("legal_status_changed", "L", "Legal status only"),
                ("moved", "P", "Placement only"),
                ("legal_status_changed_and_moved", "B", "Both")
            ),
            .. Rows(
                WalesList.NewEpisode,
                NotConfirmed,
                EnglandOnly,
                ("details_changed", "T", "Placement only, same carer"),
                ("legal_status_and_details_changed", "U", "Both, same carer")
            ),
        ];

    private static IEnumerable<WalesCodeRow> LegalStatuses =>
        Enum.GetValues<LegalStatus>()
            .Select(status => new WalesCodeRow(
                WalesList.LegalStatus,
                status.Name(),
                EnglandReturn.LegalStatusCode(status),
                status.Label(),
                NotConfirmed,
                England
            ));

    private static IEnumerable<WalesCodeRow> LegalStatusGroups =>
        Enum.GetValues<LegalStatus>()
            .Select(status =>
            {
                var (code, confidence) = GroupOf(status);
                return new WalesCodeRow(
                    WalesList.LegalStatusGroup,
                    status.Name(),
                    code,
                    code switch
                    {
                        "G1" => "Care orders",
                        "G2" => "Remand, detained or other compulsory order",
                        "G3" => "Single period of accommodation",
                        _ => "Other legal status",
                    },
                    confidence,
                    confidence switch
                    {
                        Confirmed => GroupRead,
                        Likely => GroupLikely,
                        _ => GroupInferred,
                    }
                );
            });

    /// <summary>Placement orders are likely other: the tables leave short breaks out and still show one child in nine under it.</summary>
    private static (string Code, Confidence Confidence) GroupOf(LegalStatus status) =>
        status switch
        {
            LegalStatus.Voluntary => ("G3", Confirmed),
            LegalStatus.CareOrder or LegalStatus.InterimCareOrder => ("G1", Likely),
            LegalStatus.Remand
            or LegalStatus.Pace
            or LegalStatus.YouthRehabilitationOrder
            or LegalStatus.PoliceProtection
            or LegalStatus.EmergencyProtectionOrder => ("G2", Likely),
            LegalStatus.PlacementOrder => ("G4", Likely),
            LegalStatus.ChildAssessmentOrder => ("G2", NotConfirmed),
            _ => ("G4", NotConfirmed),
        };

    private static IEnumerable<WalesCodeRow> Needs =>
        Enum.GetValues<CategoryOfNeed>()
            .Select(need =>
            {
                var ofEngland = EnglandReturn.CategoryOfNeedCode(need).Code;
                return new WalesCodeRow(
                    WalesList.Need,
                    need.Name(),
                    ofEngland ?? "N9",
                    need.Label(),
                    NotConfirmed,
                    ofEngland is null ? "From memory; England has no such need." : England
                );
            });

    private static IEnumerable<WalesCodeRow> EpisodesFinished =>
        [
            .. Rows(
                WalesList.EpisodeFinished,
                Likely,
                Finishing,
                (Continues, "X1", "Episode ends and the next begins on the same or next day"),
                ("adopted_unopposed", "E11", "Adopted, application unopposed"),
                ("adopted_consent_dispensed", "E12", "Adopted, consent dispensed with"),
                ("died", "E2", "Died"),
                ("other_authority", "E3", "Care taken over by another UK local authority"),
                ("returned_home", "E4", "Returned home to parents, relatives or other person with parental responsibility"),
                ("special_guardianship_former_foster_carer", "E43", "Special guardianship to former foster carers"),
                ("special_guardianship_other", "E44", "Special guardianship to other carers"),
                ("independent_living_supported", "E5", "Independent living, supported"),
                ("independent_living_unsupported", "E6", "Independent living, no formal support"),
                ("adult_social_services", "E7", "Transferred to adult social services"),
                ("custody", "E9", "Sentenced to custody"),
                ("other", "E8", OtherReason)
            ),
            .. Rows(
                WalesList.EpisodeFinished,
                NotConfirmed,
                NoLine,
                ("child_arrangements_order", "E8", OtherReason),
                ("left_to_live_with_others", "E8", OtherReason),
                ("stayed_with_carers", "E8", OtherReason),
                ("remand_ended", "E8", OtherReason),
                ("moved_abroad", "E8", OtherReason),
                ("age_assessed_adult", "E8", OtherReason)
            ),
            .. Rows(
                WalesList.EpisodeFinished,
                Confirmed,
                "The published table of episodes finishing has this reason; its code is not known.",
                ("when_i_am_ready", null, "Turned 18 and staying with former foster parent under When I Am Ready")
            ),
        ];

    private static IEnumerable<WalesCodeRow> Locations =>
        Rows(
            WalesList.PlacementLocation,
            NotConfirmed,
            LocationRead,
            ("in_county", "1", "Inside local authority (in Wales)"),
            ("elsewhere_in_wales", "2", "Outside local authority, in Wales"),
            ("outside_wales", "3", "Outside Wales")
        );

    private static IEnumerable<WalesCodeRow> Home(
        string value,
        string? inside,
        string? outside,
        string meaning,
        string evidence = JointFrame
    ) =>
        Rows(WalesList.Placement, NotConfirmed, evidence, ($"{value}/{Inside}", inside, meaning), ($"{value}/{Outside}", outside, meaning));

    private static IEnumerable<WalesCodeRow> Rows(
        string list,
        Confidence confidence,
        string evidence,
        params (string Value, string? Code, string Meaning)[] rows
    ) => rows.Select(row => new WalesCodeRow(list, row.Value, row.Code, row.Meaning, confidence, evidence));
}
