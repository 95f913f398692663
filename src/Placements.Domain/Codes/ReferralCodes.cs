namespace Placements.Domain.Codes;

// The lists of a referral follow the open placements standard v2 (SocialCareData, July 2025): see the domain reference, section 6.

public enum Urgency
{
    [Label("Needed today")]
    Today,

    [Label("Needed within five days")]
    UnderFiveDays,

    [Label("Needed in more than five days")]
    OverFiveDays,
}

public enum Suitability
{
    [Label("Preferred")]
    Preferred,

    [Label("Suitable")]
    Suitable,

    [Label("Unsuitable")]
    Unsuitable,

    [Label("Not specified")]
    Unspecified,
}

public enum LivingWith
{
    [Label("Alone")]
    Solo,

    [Label("With other children")]
    WithOthers,

    [Label("Only with older children")]
    OnlyOlder,

    [Label("Only with younger children")]
    OnlyYounger,

    [Label("No preference")]
    NoPreference,
}

/// <summary>
/// What lies behind the need, or goes with it. The standard has no list of these: they are the needs that Cardiff's review of its referrals
/// counted (commissioning strategy 2022-23) and that no other member of a referral holds.
/// </summary>
public enum ReferralCircumstance
{
    [Label("Domestic violence")]
    DomesticViolence,

    [Label("Fostering breakdown")]
    FosteringBreakdown,

    [Label("Therapeutic need")]
    TherapeuticNeed,

    [Label("Suicide threat or attempt")]
    SuicideThreatOrAttempt,

    /// <summary>A child at risk of it has the risk <see cref="RiskToChild.SexualExploitation"/> instead.</summary>
    [Label("Sexual exploitation, current or past")]
    SexualExploitation,

    [Label("Autism")]
    Autism,

    [Label("Special educational needs")]
    SpecialEducationalNeeds,
}

public enum CommunicationNeed
{
    [Label("English for speakers of other languages")]
    Esol,

    [Label("British Sign Language")]
    BritishSignLanguage,

    [Label("Makaton")]
    Makaton,

    [Label("Other")]
    Other,
}

public enum RiskToChild
{
    [Label("Self-harm")]
    SelfHarm,

    [Label("Sexual exploitation")]
    SexualExploitation,

    [Label("Criminal exploitation")]
    CriminalExploitation,

    [Label("Drugs or alcohol")]
    DrugsOrAlcohol,

    [Label("Eating disorder")]
    EatingDisorder,

    [Label("Going missing")]
    GoingMissing,

    [Label("Other")]
    Other,
}

public enum RiskToOthers
{
    [Label("Physical")]
    Physical,

    [Label("Sexual")]
    Sexual,

    [Label("Fire-setting")]
    FireSetting,

    [Label("Harm to animals")]
    Animals,

    [Label("Criminal exploitation of others")]
    CriminalExploitation,

    [Label("Other")]
    Other,
}

public enum ReferralOutcome
{
    [Label("Placed")]
    Placed,

    [Label("Withdrawn")]
    Withdrawn,

    [Label("Nothing found")]
    NothingFound,
}

public enum OfferState
{
    [Label("Open")]
    Open,

    [Label("Withdrawn by the provider")]
    Withdrawn,

    [Label("Declined by the authority")]
    Declined,
}
