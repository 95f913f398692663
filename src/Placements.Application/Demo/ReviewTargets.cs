using Placements.Domain.Codes;

namespace Placements.Application.Demo;

/// <summary>
/// F2: a year of referrals, as the strategy reviewed 104 of before 2019. The published shares of age add up to 98 per cent; the rest is
/// a child who was not born yet.
/// </summary>
public sealed record ReviewTargets
{
    public DateOnly From { get; init; } = new(2017, 4, 1);

    public DateOnly To { get; init; } = new(2018, 3, 31);

    /// <summary>By age: unborn (null), or from one to another.</summary>
    public IReadOnlyList<((int From, int To)? Ages, int Fostering, int Residential)> Ages { get; init; } =
    [(null, 1, 0), ((0, 4), 20, 0), ((5, 10), 16, 2), ((11, 15), 36, 11), ((16, 17), 13, 5)];

    public int Girls { get; init; } = 50;

    public int Unaccompanied { get; init; } = 10;

    public int FosteringSolo { get; init; } = 9;

    public int FosteringSiblings { get; init; } = 9;

    public int FosteringParentAndBaby { get; init; } = 4;

    /// <summary>Alone, or deprived of liberty.</summary>
    public int ResidentialNotStandard { get; init; } = 3;

    public int ResidentialParentAndBaby { get; init; } = 1;

    public int Violence { get; init; } = 14;

    /// <summary>Those at risk of sexual exploitation; those who suffered it are a circumstance.</summary>
    public IReadOnlyList<(RiskToChild Risk, int LeastAge, int Children)> Risks { get; init; } =
    [
        (RiskToChild.GoingMissing, 10, 21),
        (RiskToChild.SelfHarm, 10, 11),
        (RiskToChild.SexualExploitation, 11, 12),
        (RiskToChild.DrugsOrAlcohol, 12, 11),
    ];

    public IReadOnlyList<(ReferralCircumstance Circumstance, int LeastAge, int Children)> Circumstances { get; init; } =
    [
        (ReferralCircumstance.DomesticViolence, 0, 8),
        (ReferralCircumstance.FosteringBreakdown, 4, 9),
        (ReferralCircumstance.TherapeuticNeed, 5, 7),
        (ReferralCircumstance.SuicideThreatOrAttempt, 11, 6),
        (ReferralCircumstance.SexualExploitation, 11, 7),
        (ReferralCircumstance.Autism, 4, 4),
        (ReferralCircumstance.SpecialEducationalNeeds, 5, 3),
    ];

    public bool Includes(DateOnly day) => day >= From && day <= To;
}
