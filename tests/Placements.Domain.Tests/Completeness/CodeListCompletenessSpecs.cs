using System.Reflection;

namespace Placements.Tests.Domain;

/// <summary>
/// The values of every code list, as stored in events and sent by clients: a value may be added, never renamed or taken away without an
/// upcaster.
/// </summary>
public class CodeListCompletenessSpecs
{
    private static readonly Dictionary<Type, string> Values = new()
    {
        [typeof(PlacementKind)] =
            "foster_care, kinship_foster_care, with_parents, childrens_home, secure_childrens_home, residential_school, "
            + "residential_care_home, family_centre, supported_accommodation, independent_living, health_setting, custody, "
            + "adoptive_placement, other",
        [typeof(Sector)] = "own_council, other_council, other_public, not_for_profit, for_profit, parent, not_known",
        [typeof(PlacementCategory)] =
            "in_house_fostering, external_fostering, kinship, with_parents, in_house_residential, external_residential, "
            + "residential_school, secure, independent_living, adoption, health, custody, other",
        [typeof(Registration)] = "registered, operating_without_registration, not_required",
        [typeof(Country)] = "wales, england, scotland, northern_ireland, outside_uk",
        [typeof(LegalStatus)] =
            "interim_care_order, care_order, placement_order, freeing_order, voluntary, short_breaks, police_protection, "
            + "emergency_protection_order, child_assessment_order, remand, pace, youth_rehabilitation_order",
        [typeof(CategoryOfNeed)] =
            "abuse_or_neglect, child_disability, parental_illness_or_disability, family_in_acute_stress, family_dysfunction, "
            + "socially_unacceptable_behaviour, low_income, absent_parenting, adoption_disruption",
        [typeof(ChangeReason)] =
            "care_plan, setting_closed, allegation, standards_of_care, approval_removed, carer_request_behaviour, carer_request_other, "
            + "child_request, authority_decision, custody, administrative, other",
        [typeof(Party)] = "child, carer, provider, authority, court, other",
        [typeof(OutOfCountyReason)] = "family_or_kin, safety, specialist_provision, no_local_placement, childs_wish, education, other",
        [typeof(AbsenceKind)] = "hospital, childs_holiday, carers_holiday, other_temporary, missing, away_without_authorisation",
        [typeof(CareEndReason)] =
            "returned_home, independent_living_supported, independent_living_unsupported, adopted_unopposed, adopted_consent_dispensed, "
            + "special_guardianship_former_foster_carer, special_guardianship_other, child_arrangements_order, when_i_am_ready, "
            + "stayed_with_carers, adult_social_services, custody, remand_ended, other_authority, moved_abroad, age_assessed_adult, died, "
            + "left_to_live_with_others, other",
        [typeof(EarlierCare)] =
            "legal_status_changed, moved, details_changed, legal_status_changed_and_moved, legal_status_and_details_changed",
        [typeof(OtherPlacement)] = "residential_employment, Z11, Z12, Z13, Z14",
        [typeof(KeptTable)] = "header, episodes, reviews, uasc, oc2, oc3, ad1, placed_for_adoption, previous_permanence, sw_episodes, dolo",
        [typeof(Sex)] = "female, male, unknown",
        [typeof(Ethnicity)] =
            "WBRI, WIRI, WIRT, WROM, WOTH, MWBC, MWBA, MWAS, MOTH, AIND, APKN, ABAN, AOTH, BCRB, BAFR, BOTH, CHNE, OOTH, REFU, NOBT",
        [typeof(Disability)] =
            "mobility, manual_dexterity, physical_coordination, continence, lifting_or_carrying, speech_hearing_or_eyesight, "
            + "memory_concentration_or_learning, perception_of_danger, autism, other",
        [typeof(EndedHow)] = "moved, broke_down, ended, care_ended",
        [typeof(Location)] = "in_county, elsewhere_in_wales, outside_wales, unknown",
        [typeof(PreferenceBand)] =
            "bordering_welsh_authority, bordering_english_authority, other_welsh_authority, other_english_authority, "
            + "outside_england_and_wales",
        [typeof(Approver)] = "out_of_area_panel, nominated_officer, minister",
        [typeof(NotifiedParty)] =
            "child, parents, previous_carer, health_board, general_practitioner, school, reviewing_officer, area_authority, minister, other",
        [typeof(Urgency)] = "today, under_five_days, over_five_days",
        [typeof(Suitability)] = "preferred, suitable, unsuitable, unspecified",
        [typeof(LivingWith)] = "solo, with_others, only_older, only_younger, no_preference",
        [typeof(ReferralCircumstance)] =
            "domestic_violence, fostering_breakdown, therapeutic_need, suicide_threat_or_attempt, sexual_exploitation, autism, "
            + "special_educational_needs",
        [typeof(CommunicationNeed)] = "esol, british_sign_language, makaton, other",
        [typeof(RiskToChild)] =
            "self_harm, sexual_exploitation, criminal_exploitation, drugs_or_alcohol, eating_disorder, going_missing, other",
        [typeof(RiskToOthers)] = "physical, sexual, fire_setting, animals, criminal_exploitation, other",
        [typeof(ReferralOutcome)] = "placed, withdrawn, nothing_found",
        [typeof(OfferState)] = "open, withdrawn, declined",
    };

    public static TheoryData<string> Lists() => [.. Enums.Select(type => type.Name).Order(StringComparer.Ordinal)];

    private static IEnumerable<Type> Enums =>
        typeof(PlacementKind).Assembly.GetTypes().Where(type => type.IsEnum && type.Namespace == typeof(PlacementKind).Namespace);

    [Theory]
    [MemberData(nameof(Lists))]
    public void The_values_of_a_code_list_are_frozen(string list)
    {
        var type = Enums.Single(type => type.Name == list);
        Assert.True(Values.ContainsKey(type), $"The values of {list} are not frozen yet: add them to CodeListCompletenessSpecs.");

        var names = (IEnumerable<string>)typeof(CodeList<>).MakeGenericType(type).GetProperty("Names")!.GetValue(null)!;

        Assert.Equal(Values[type].Split(", "), names);
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void Every_value_has_words_of_its_own(string list)
    {
        var type = Enums.Single(type => type.Name == list);
        var labels = type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (field.Name, field.GetCustomAttribute<LabelAttribute>()?.Label))
            .ToList();

        Assert.All(
            labels,
            value =>
                Assert.False(string.IsNullOrWhiteSpace(value.Label), $"{list}.{value.Name} has no label; add [Label(\"…\")] beside it.")
        );
        Assert.Equal(labels.Count, labels.Select(value => value.Label).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void A_value_is_read_back_by_its_name_and_by_nothing_else()
    {
        Assert.True(CodeList<PlacementKind>.TryParse("kinship_foster_care", out var kind));
        Assert.Equal(PlacementKind.KinshipFosterCare, kind);
        Assert.Equal("WBRI", Ethnicity.WBRI.Name());
        Assert.All(
            ["Kinship_Foster_Care", "KinshipFosterCare", "1", "", " foster_care"],
            name => Assert.False(CodeList<PlacementKind>.TryParse(name, out _), name)
        );
    }
}
