using Placements.Application.Demo.Lives;
using Placements.Domain.Codes;

namespace Placements.Application.Demo.Censuses;

/// <summary>F2: of the homes that children came into in the reviewed year, those that were found by a referral, and its need.</summary>
internal sealed class ReferralReview
{
    private readonly ReviewTargets targets;
    private readonly DemoRandom random;
    private readonly List<(PlannedStay Stay, PlannedReferral Referral)> waiting;
    private readonly List<(PlannedStay Stay, PlannedReferral Referral)> chosen = [];

    private ReferralReview(ReviewTargets targets, DemoRandom random, List<PlannedChild> children)
    {
        this.targets = targets;
        this.random = random;
        waiting = [.. children.Select(OneOf).OfType<(PlannedStay, PlannedReferral)>()];
    }

    public static void Assign(ReviewTargets targets, DemoRandom random, List<PlannedChild> children)
    {
        var review = new ReferralReview(targets, random, children);
        review.ChooseHomes();
        review.ChooseGirls();
        review.GiveKinds();
        review.GiveNeeds();
        foreach (var (stay, referral) in review.chosen)
        {
            stay.Referral = referral;
            if (!referral.IsMove)
                referral.Child.KnownFrom = referral.On;
        }
    }

    /// <summary>At most one a child: a referral that could have found one of its homes in the year.</summary>
    private (PlannedStay, PlannedReferral)? OneOf(PlannedChild child)
    {
        foreach (var stay in child.Periods.SelectMany(period => period.Stays))
        {
            var residential = stay.Category is PlacementCategory.ExternalResidential or PlacementCategory.ResidentialSchool;
            var fostering = stay.Category is PlacementCategory.ExternalFostering or PlacementCategory.InHouseFostering;
            // A foster home is sought for every child who comes alone; for some, supported lodgings are found.
            if (!residential && !fostering && !child.Unaccompanied)
                continue;

            var isMove = stay != child.Periods[0].Stays[0];
            var on = stay.From.AddDays(-random.Between(0, 20));
            if (!isMove && stay.From <= child.Born.AddDays(25) && random.Chance(0.6))
                on = child.Born.AddDays(-random.Between(5, 25));
            else if (on < child.Born || (isMove && on < child.Periods[0].Start))
                on = stay.From;
            if (!targets.Includes(on))
                continue;
            return (
                stay,
                new PlannedReferral
                {
                    Child = child,
                    On = on,
                    Residential = residential,
                    IsMove = isMove,
                }
            );
        }
        return null;
    }

    private void ChooseHomes()
    {
        var alone = targets.Unaccompanied;
        foreach (var (ages, fostering, residential) in targets.Ages.Reverse())
        {
            for (var i = 0; i < fostering + residential; i++)
            {
                var isResidential = i >= fostering;
                var next = random.Choose(
                    waiting,
                    entry =>
                        Fits(entry.Referral, ages, isResidential) ? (entry.Referral.Child.Unaccompanied ? (alone > 0 ? 1000 : 0) : 1) : 0
                );
                if (next.Stay is null)
                    break;
                waiting.Remove(next);
                chosen.Add(next);
                if (next.Referral.Child.Unaccompanied)
                    alone--;
            }
        }
    }

    private static bool Fits(PlannedReferral referral, (int From, int To)? ages, bool residential) =>
        referral.Residential == residential
        && (ages is var (from, to) ? referral.Age is { } age && age >= from && age <= to : referral.Age is null);

    /// <summary>A girl for a boy who is alike in all else that counts, or the other way round, until there are as many as there must be.</summary>
    private void ChooseGirls()
    {
        for (var girls = chosen.Count(entry => !entry.Referral.Child.Boy); girls != targets.Girls; )
        {
            var boy = girls < targets.Girls;
            var (taken, instead) = chosen
                .Where(entry => entry.Referral.Child.Boy == boy)
                .SelectMany(entry =>
                    waiting.Where(other => IsAlike(entry.Referral, other.Referral)).Take(1).Select(other => (entry, other))
                )
                .FirstOrDefault();
            if (taken.Stay is null)
                return;
            chosen[chosen.IndexOf(taken)] = instead;
            waiting[waiting.IndexOf(instead)] = taken;
            girls += boy ? 1 : -1;
        }
    }

    private bool IsAlike(PlannedReferral a, PlannedReferral b) =>
        a.Child.Boy != b.Child.Boy
        && a.Child.Unaccompanied == b.Child.Unaccompanied
        && targets.Ages.Any(band => Fits(a, band.Ages, a.Residential) && Fits(b, band.Ages, a.Residential));

    private void GiveKinds()
    {
        Give(
            targets.FosteringParentAndBaby,
            Foster(referral =>
                referral.Age is null ? 1000
                : referral.Age < 1 ? 1
                : 0.001
            ),
            ToParent
        );
        Give(targets.ResidentialParentAndBaby, Residential(referral => referral is { Child.Boy: false, Age: > 14 } ? 1 : 0.001), ToParent);
        Give(
            targets.FosteringSiblings,
            Foster(referral => (referral.Child.HasSiblings ? 20 : 1) * (referral.Age < 12 ? 4 : 1)),
            referral => referral.Siblings = random.Weighted((1, 3), (2, 1))
        );
        Give(targets.FosteringSolo, Foster(referral => referral.Age > 8 ? 1 : 0.001), referral => referral.LivingWith = LivingWith.Solo);
        Give(
            targets.ResidentialNotStandard,
            Residential(_ => 1),
            referral =>
            {
                if (random.Chance(0.6))
                    referral.LivingWith = LivingWith.Solo;
                else
                    referral.DeprivationOfLiberty = true;
            }
        );

        static void ToParent(PlannedReferral referral) => referral.ParentAndChild = true;
        static Func<PlannedReferral, double> Foster(Func<PlannedReferral, double> weight) =>
            referral => !referral.Residential && referral is { IsStandard: true, Child.Unaccompanied: false } ? weight(referral) : 0;
        static Func<PlannedReferral, double> Residential(Func<PlannedReferral, double> weight) =>
            referral => referral is { Residential: true, IsStandard: true } ? weight(referral) : 0;
    }

    private void GiveNeeds()
    {
        foreach (var (circumstance, leastAge, children) in targets.Circumstances)
            Give(
                children,
                referral =>
                    referral.Age >= leastAge && !referral.Circumstances.Contains(circumstance)
                        ? circumstance switch
                        {
                            ReferralCircumstance.FosteringBreakdown => referral.IsMove ? 1 : 0.001,
                            ReferralCircumstance.Autism => referral.Child.Disabled ? 20 : 1,
                            _ => referral.Child.Unaccompanied ? 0.1 : 1,
                        }
                        : 0,
                referral => referral.Circumstances.Add(circumstance)
            );
        foreach (var (risk, leastAge, children) in targets.Risks)
            Give(
                children,
                referral =>
                    referral.Age >= leastAge
                    && !referral.Risks.Contains(risk)
                    && (risk != RiskToChild.SexualExploitation || !referral.Circumstances.Contains(ReferralCircumstance.SexualExploitation))
                        ? 1
                        : 0,
                referral => referral.Risks.Add(risk)
            );
        Give(targets.Violence, referral => referral.Age >= 9 && !referral.Violent ? 1 : 0, referral => referral.Violent = true);
    }

    private void Give(int count, Func<PlannedReferral, double> weight, Action<PlannedReferral> give)
    {
        for (var i = 0; i < count; i++)
        {
            if (random.Choose(chosen.Select(entry => entry.Referral), weight) is { } referral)
                give(referral);
        }
    }
}
