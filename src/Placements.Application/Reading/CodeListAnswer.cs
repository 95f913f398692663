using Placements.Domain.Codes;

namespace Placements.Application.Reading;

public sealed record CodeValue(string Value, string Label);

/// <summary>A code list by the name that members of the API use.</summary>
public sealed record CodeListAnswer(string Name, IReadOnlyList<CodeValue> Values)
{
    public static IReadOnlyList<CodeListAnswer> All { get; } =
    [
        Of<PlacementKind>("kind"),
        Of<Sector>("sector"),
        Of<PlacementCategory>("category"),
        Of<Registration>("registration"),
        Of<Country>("country"),
        Of<LegalStatus>("legalStatus"),
        Of<CategoryOfNeed>("categoryOfNeed"),
        Of<ChangeReason>("reason"),
        Of<Party>("endedBy"),
        Of<Party>("requestedBy"),
        Of<OutOfCountyReason>("outOfCountyReason"),
        Of<AbsenceKind>("absenceKind"),
        Of<CareEndReason>("careEndReason"),
        Of<EarlierCare>("beganEarlier"),
        Of<OtherPlacement>("otherPlacement"),
        Of<KeptTable>("table"),
        Of<Sex>("sex"),
        Of<Ethnicity>("ethnicity"),
        Of<Disability>("disability"),
        Of<Approver>("approvedBy"),
        Of<NotifiedParty>("told"),
        Of<EndedHow>("endedHow"),
        Of<Location>("location"),
        Of<PreferenceBand>("preferenceBand"),
        Of<Urgency>("urgency"),
        Of<Suitability>("suitability"),
        Of<LivingWith>("livingWith"),
        Of<ReferralCircumstance>("circumstance"),
        Of<CommunicationNeed>("communication"),
        Of<RiskToChild>("riskToChild"),
        Of<RiskToOthers>("riskToOthers"),
        Of<ReferralOutcome>("outcome"),
        Of<OfferState>("offerState"),
    ];

    private static CodeListAnswer Of<T>(string name)
        where T : struct, Enum => new(name, [.. Enum.GetValues<T>().Select(value => new CodeValue(value.Name(), value.Label()))]);
}
