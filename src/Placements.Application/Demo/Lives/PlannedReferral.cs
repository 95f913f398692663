using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Demo.Lives;

/// <summary>A referral whose need is settled before anything is written down.</summary>
internal sealed class PlannedReferral
{
    public required PlannedChild Child { get; init; }

    public required DateOnly On { get; init; }

    public required bool Residential { get; init; }

    /// <summary>Not the child's first home in its first period of care.</summary>
    public required bool IsMove { get; init; }

    public int? Age => On < Child.Born ? null : Child.AgeOn(On);

    public LivingWith? LivingWith { get; set; }

    public bool DeprivationOfLiberty { get; set; }

    public bool ParentAndChild { get; set; }

    public int Siblings { get; set; }

    public bool Violent { get; set; }

    public List<RiskToChild> Risks { get; } = [];

    public List<ReferralCircumstance> Circumstances { get; } = [];

    public bool IsStandard => LivingWith != Domain.Codes.LivingWith.Solo && !DeprivationOfLiberty && !ParentAndChild && Siblings == 0;
}
