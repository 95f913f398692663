using Placements.Domain.Codes;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;
using Placements.Domain.Journey.Rules;
using Xunit;
using static Placements.Tests.Api.Demo.DemoCounts;

namespace Placements.Tests.Api.Demo;

/// <summary>
/// The published figures of the year to 31 March 2022 and of the referrals reviewed, counted from the journeys; letter and number are
/// those of the strategy's table of figures.
/// </summary>
public sealed class DemoFlowsTests(DemoFixture demo)
{
    [Fact]
    public void D1_moves_into_residential()
    {
        var moves = MovesInto();

        Assert.Equal(62, moves.Count);
        Assert.Equal(21, moves.Count(move => move.From is { } from && IsResidential(from)));
        Assert.Equal(16, moves.Count(move => move.From == PlacementCategory.ExternalFostering));
        Assert.Equal(2, moves.Count(move => move.From == PlacementCategory.Health));
    }

    [Fact]
    public void D3_moves_out_of_residential()
    {
        var moves = demo
            .Journeys.SelectMany(journey =>
                Ended(journey).Select(ended => (From: ended, To: journey.Placements.FirstOrDefault(next => Follows(journey, next, ended))))
            )
            .Where(move => move.To is not null && !HasSameCarer(move.From, move.To))
            .Select(move => CategoryOf(move.To!))
            .ToList();

        Assert.Equal(52, moves.Count);
        Assert.Equal(21, moves.Count(IsResidential));
        Assert.Equal(11, moves.Count(to => to == PlacementCategory.IndependentLiving));
    }

    [Fact]
    public void D4_left_care_from_residential()
    {
        var left = demo
            .Journeys.SelectMany(journey => Ended(journey).Select(placement => (journey, PeriodEndingWith(journey, placement))))
            .Where(end => end.Item2 is not null)
            .Select(end => (Adult: end.Item2!.EndedOn >= Birthday(end.journey, 18).AddDays(-1), end.Item2.EndReason))
            .ToList();

        Assert.Equal(8, left.Count);
        Assert.Equal(5, left.Count(end => end.Adult));
        Assert.Equal(3, left.Count(end => !end.Adult && end.EndReason == CareEndReason.ReturnedHome));
    }

    [Fact]
    public void D5_started_straight_into_residential_aged_five_to_ten()
    {
        var straight = MovesInto().FindAll(move => move.From is null).ConvertAll(move => AgeOn(move.Journey, move.On));
        Assert.Equal(9, Assert.Single(straight, age => age is >= 5 and <= 10));
        Assert.DoesNotContain(straight, age => age < 5);
    }

    [Fact]
    public void E1_category_of_need_at_start()
    {
        var needs = Shares(Started().Select(period => period.CategoryOfNeed));

        Assert.Equal(37, needs[CategoryOfNeed.FamilyDysfunction]);
        Assert.Equal(36, needs[CategoryOfNeed.AbuseOrNeglect]);
        Assert.Equal(9, needs[CategoryOfNeed.AbsentParenting]);
        Assert.Equal(8, needs[CategoryOfNeed.FamilyInAcuteStress]);
        Assert.Equal(5, needs[CategoryOfNeed.SociallyUnacceptableBehaviour]);
        Assert.Equal(3, needs[CategoryOfNeed.ChildDisability]);
        Assert.All(needs.Values.Order().SkipLast(6), share => Assert.InRange(share, 0, 2));
    }

    [Fact]
    public void E2_legal_status_at_start()
    {
        var statuses = Shares(Started().Select(period => period.LegalStatusAtStart));

        Assert.Equal(51, statuses[LegalStatus.Voluntary]);
        Assert.Equal(38, statuses[LegalStatus.InterimCareOrder]);
        Assert.All(statuses.Values.Order().SkipLast(2), share => Assert.InRange(share, 0, 3));
    }

    [Fact]
    public void E3_reason_care_ended()
    {
        var reasons = Shares(
            demo.Journeys.SelectMany(Periods)
                .Where(period => period.EndedOn is { } ended && IsInYear(ended))
                .Select(period =>
                    period.EndReason switch
                    {
                        CareEndReason.IndependentLivingUnsupported => CareEndReason.IndependentLivingSupported,
                        CareEndReason.AdoptedUnopposed => CareEndReason.AdoptedConsentDispensed,
                        var reason => reason!.Value,
                    }
                )
        );

        Assert.Equal(37, reasons[CareEndReason.ReturnedHome]);
        Assert.Equal(22, reasons[CareEndReason.IndependentLivingSupported]);
        Assert.Equal(14, reasons[CareEndReason.AdoptedConsentDispensed]);
        Assert.Equal(8, reasons[CareEndReason.WhenIAmReady]);
        Assert.Equal(6, reasons[CareEndReason.SpecialGuardianshipFormerFosterCarer]);
        Assert.Equal(6, reasons[CareEndReason.AdultSocialServices]);
        Assert.Equal(1, reasons[CareEndReason.Custody]);
        Assert.All(reasons.Values.Order().SkipLast(6), share => Assert.InRange(share, 0, 1));
    }

    /// <summary>E4.</summary>
    [Fact]
    public void E4_searches_without_a_response()
    {
        var unanswered = demo.Journeys.SelectMany(journey => journey.Referrals).Where(referral => referral.Offers.Count == 0).ToList();
        var months = unanswered
            .Where(referral => referral.Outcome == ReferralOutcome.NothingFound && referral.EndedOn is { } ended && IsInYear(ended))
            .Select(referral => referral.EndedOn!.Value.Month)
            .Distinct();
        Assert.Equal(Enumerable.Range(1, 12), months.Order());
    }

    [Fact]
    public void F2_referrals_reviewed_by_home_sex_and_age()
    {
        var reviewed = Reviewed();
        var fostering = reviewed.FindAll(entry => entry.Facts.Sought.Foster == Suitability.Preferred);
        var residential = reviewed.FindAll(entry => entry.Facts.Sought.Residential == Suitability.Preferred);

        Assert.Equal((104, 86, 18), (reviewed.Count, fostering.Count, residential.Count));
        Assert.Equal(
            (64, 9, 9, 4),
            (fostering.Count(IsStandard), fostering.Count(IsSolo), fostering.Count(HasSiblings), fostering.Count(IsParentAndBaby))
        );
        Assert.Equal(
            (14, 3, 1),
            (
                residential.Count(IsStandard),
                residential.Count(entry => IsSolo(entry) || entry.Facts.Needs.DeprivationOfLiberty),
                residential.Count(IsParentAndBaby)
            )
        );
        Assert.Equal(50, reviewed.Count(entry => entry.Journey.Child!.Sex == Sex.Female));
        Assert.Equal((19, 17, 45, 17), (Aged(0, 4), Aged(5, 10), Aged(11, 15), Aged(16, 17)));
        // The rest of the hundred per cent: not born yet.
        Assert.Equal(1, reviewed.Count(entry => entry.Facts.EffectiveOn < entry.Journey.Child!.DateOfBirth));

        double Aged(int from, int to) =>
            Math.Round(
                100.0
                    * reviewed.Count(entry => AgeOn(entry.Journey, entry.Facts.EffectiveOn) is var age && age >= from && age <= to)
                    / reviewed.Count
            );
    }

    [Fact]
    public void F2_needs_of_the_referrals_reviewed()
    {
        var reviewed = Reviewed();

        Assert.Equal(8, Circumstance(ReferralCircumstance.DomesticViolence));
        Assert.Equal(10, reviewed.Count(entry => entry.Journey.Child!.UnaccompaniedAsylumSeeking));
        Assert.Equal(9, Circumstance(ReferralCircumstance.FosteringBreakdown));
        Assert.Equal(21, Risk(RiskToChild.GoingMissing));
        Assert.Equal(11, Risk(RiskToChild.SelfHarm));
        Assert.Equal(7, Circumstance(ReferralCircumstance.TherapeuticNeed));
        Assert.Equal(6, Circumstance(ReferralCircumstance.SuicideThreatOrAttempt));
        Assert.Equal(7, Circumstance(ReferralCircumstance.SexualExploitation));
        Assert.Equal(
            12,
            reviewed.Count(entry =>
                entry.Facts.RisksToChild.Contains(RiskToChild.SexualExploitation)
                && !entry.Facts.Needs.Circumstances.Contains(ReferralCircumstance.SexualExploitation)
            )
        );
        Assert.Equal(11, Risk(RiskToChild.DrugsOrAlcohol));
        Assert.Equal(14, reviewed.Count(entry => entry.Facts.RisksToOthers.Contains(RiskToOthers.Physical)));
        Assert.Equal(4, Circumstance(ReferralCircumstance.Autism));
        Assert.Equal(3, Circumstance(ReferralCircumstance.SpecialEducationalNeeds));

        int Risk(RiskToChild risk) => reviewed.Count(entry => entry.Facts.RisksToChild.Contains(risk));
        int Circumstance(ReferralCircumstance circumstance) =>
            reviewed.Count(entry => entry.Facts.Needs.Circumstances.Contains(circumstance));
    }

    private List<(CareJourney Journey, ReferralMade Facts)> Reviewed() =>
        [
            .. demo
                .Journeys.SelectMany(journey => journey.Referrals.Select(referral => (journey, referral.Facts)))
                .Where(entry =>
                    entry.Facts.EffectiveOn >= new DateOnly(2017, 4, 1) && entry.Facts.EffectiveOn <= new DateOnly(2018, 3, 31)
                ),
        ];

    private static bool IsSolo((CareJourney Journey, ReferralMade Facts) entry) => entry.Facts.Needs.LivingWith == LivingWith.Solo;

    private static bool HasSiblings((CareJourney Journey, ReferralMade Facts) entry) => entry.Facts.SiblingsToPlaceTogether > 0;

    private static bool IsParentAndBaby((CareJourney Journey, ReferralMade Facts) entry) => entry.Facts.Needs.ParentAndChild;

    private static bool IsStandard((CareJourney Journey, ReferralMade Facts) entry) =>
        !IsSolo(entry) && !HasSiblings(entry) && !IsParentAndBaby(entry) && !entry.Facts.Needs.DeprivationOfLiberty;

    private IEnumerable<PeriodOfCare> Started() =>
        demo.Journeys.SelectMany(Periods).Where(period => period.BeganEarlier is null && IsInYear(period.StartedOn));

    /// <summary>Residential placements that began in the year, with where the child lived before: null at the start of care.</summary>
    private List<(CareJourney Journey, DateOnly On, PlacementCategory? From)> MovesInto() =>
        [
            .. demo.Journeys.SelectMany(journey =>
                journey
                    .Placements.Where(placement =>
                        IsInYear(placement.StartedOn) && IsResidential(CategoryOf(placement)) && IsInCare(journey, placement)
                    )
                    .Select(placement =>
                        (placement, Before: journey.Placements.FirstOrDefault(before => Follows(journey, placement, before)))
                    )
                    .Where(move => move.Before is null || !HasSameCarer(move.Before, move.placement))
                    .Select(move =>
                        (journey, move.placement.StartedOn, move.Before is null ? (PlacementCategory?)null : CategoryOf(move.Before))
                    )
            ),
        ];

    private static IEnumerable<Placement> Ended(CareJourney journey) =>
        journey.Placements.Where(placement =>
            placement.EndedOn is { } ended && IsInYear(ended) && IsResidential(CategoryOf(placement)) && IsInCare(journey, placement)
        );

    private static bool IsInCare(CareJourney journey, Placement placement) => journey.LookedAfterOn(placement.StartedOn);

    /// <summary>In the same period of care, on the day on which the other ended.</summary>
    private static bool Follows(CareJourney journey, Placement next, Placement ended) =>
        next.StartedOn == ended.EndedOn
        && next.PlacementId != ended.PlacementId
        && Periods(journey).Any(period => period.StartedOn < next.StartedOn && (period.EndedOn is null || period.EndedOn > next.StartedOn));

    private static PeriodOfCare? PeriodEndingWith(CareJourney journey, Placement placement) =>
        Periods(journey).FirstOrDefault(period => period.EndedOn == placement.EndedOn && period.StartedOn <= placement.StartedOn);

    private static bool HasSameCarer(Placement a, Placement b) => a.Facts.Carer is { } carer && carer == b.Facts.Carer;

    /// <summary>In per cent, rounded as published.</summary>
    private static Dictionary<T, double> Shares<T>(IEnumerable<T> items)
        where T : notnull
    {
        var all = items.ToList();
        return all.GroupBy(item => item).ToDictionary(group => group.Key, group => Math.Round(100.0 * group.Count() / all.Count));
    }

    private static DateOnly Birthday(CareJourney journey, int age) => Age.Birthday(journey.Child!.DateOfBirth!.Value, age);
}
