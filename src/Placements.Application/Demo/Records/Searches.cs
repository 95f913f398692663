using Placements.Application.Demo.Lives;
using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Demo.Records;

/// <summary>
/// The search for a home: a referral sent out, providers approached, offers that were received, withdrawn or declined, and now and
/// then nothing at all. Of the years before the history proper only care and placements were brought over, no searches.
/// </summary>
internal sealed class Searches(DemoTargets targets, DemoRandom random, PlannedChild child, Draft registration, List<Draft> drafts)
{
    /// <summary>Writes the search that found the stay; returns the referral it answers, or null where nobody searched.</summary>
    public Guid? WriteFor(PlannedStay stay, bool urgent)
    {
        var share = stay.Category switch
        {
            PlacementCategory.ExternalFostering => 0.45,
            PlacementCategory.ExternalResidential => 0.75,
            PlacementCategory.ResidentialSchool or PlacementCategory.Secure => 0.8,
            PlacementCategory.IndependentLiving => 0.2,
            PlacementCategory.InHouseFostering => 0.08,
            _ => 0,
        };
        if (stay.Referral is { } planned)
            return WriteFound(stay, planned.On, urgent: planned.On.AddDays(2) >= stay.From);

        var vain = stay.Pin?.SearchedInVainUntil;
        if (stay.From < targets.HistoryFrom || (vain is null && !random.Chance(share)))
            return null;

        if (vain is { } until)
        {
            WriteFruitless(stay, until.AddDays(1), ReferralOutcome.NothingFound);
            return WriteFound(stay, until.AddDays(1), urgent: false);
        }
        var lead = urgent ? random.Between(0, 2) : random.Between(3, 30);
        var on = stay.From.AddDays(-lead);
        if (on < registration.On)
            on = registration.On < stay.From ? registration.On : stay.From;

        if (targets.Review.Includes(on))
            return null;

        // Before the search that succeeded, one that found nothing.
        if (!urgent && lead > 12 && random.Chance(stay.Category == PlacementCategory.ExternalResidential ? 0.4 : 0.2))
            WriteFruitless(stay, on, random.Chance(0.85) ? ReferralOutcome.NothingFound : ReferralOutcome.Withdrawn);
        return WriteFound(stay, on, urgent);
    }

    private void WriteFruitless(PlannedStay stay, DateOnly before, ReferralOutcome outcome)
    {
        var on = before.AddDays(-random.Between(10, 25));
        if (on <= registration.On || targets.Review.Includes(on))
            return;

        var made = Referral(stay, urgent: false, on);
        var draft = Next(on, registration);
        draft.Add(random, made);
        Approach(draft, made, on, random.Between(2, 4), except: null);

        var closed = Next(before.AddDays(-1), draft);
        closed.Add(
            random,
            new ReferralClosed
            {
                EffectiveOn = before.AddDays(-1),
                ReferralId = made.ReferralId,
                Outcome = outcome,
                Reason = random.Chance(0.5) ? "No provider made an offer" : null,
            }
        );
    }

    private Guid WriteFound(PlannedStay stay, DateOnly on, bool urgent)
    {
        var made = Referral(stay, urgent, on);
        var draft = Next(on, registration);
        draft.Add(random, made);

        var answered = on.AddDays((stay.From.DayNumber - on.DayNumber) / 2);
        var found = stay.Facts.Provider ?? new Provider { Id = "own", Name = "The council's own service" };
        Approach(draft, made, on, random.Weighted((0, 3), (1, 4), (2, 2.0)), found);

        var offers = answered == on ? draft : Next(answered, draft);
        if (random.Chance(0.3))
            WriteOtherOffer(stay, made, answered, ref offers);
        offers.Add(
            random,
            new OfferReceived
            {
                EffectiveOn = answered,
                ReferralId = made.ReferralId,
                OfferId = random.Id(),
                Provider = found,
                Home = stay.Facts.Carer,
                Kind = stay.Facts.Kind,
                Framework = stay.Facts.Framework,
                WeeklyCost = stay.Facts.WeeklyCost,
                HostAuthority = stay.Facts.HostAuthority,
            }
        );

        var closedOn = stay.From.AddDays(random.Weighted((0, 6), (1, 3), (random.Between(2, 9), 1.0)));
        var closed = closedOn == offers.On ? offers : Next(closedOn, offers);
        closed.Add(
            random,
            new ReferralClosed
            {
                EffectiveOn = closedOn,
                ReferralId = made.ReferralId,
                Outcome = ReferralOutcome.Placed,
            }
        );
        return made.ReferralId;
    }

    /// <summary>An offer that came to nothing, because the provider took it back or the authority did not want it.</summary>
    private void WriteOtherOffer(PlannedStay stay, ReferralMade made, DateOnly on, ref Draft offers)
    {
        var offer = new OfferReceived
        {
            EffectiveOn = on,
            ReferralId = made.ReferralId,
            OfferId = random.Id(),
            Provider = OtherProvider(stay.Category),
            Kind = stay.Facts.Kind,
            Framework = random.Chance(0.7),
            WeeklyCost = stay.Facts.WeeklyCost + (random.Between(1, 40) * 1000L),
        };
        offers.Add(random, offer);
        offers = Next(on, offers);
        offers.Add(
            random,
            random.Chance(0.4)
                ? new OfferWithdrawn
                {
                    EffectiveOn = on,
                    OfferId = offer.OfferId,
                    Reason = random.Chance(0.5) ? "The place was given to another child" : null,
                }
                : new OfferDeclined
                {
                    EffectiveOn = on,
                    OfferId = offer.OfferId,
                    Reason = random.Weighted(("Too far from school", 3), ("Not a good match with children there", 4), ("Cost", 2.0)),
                }
        );
    }

    private void Approach(Draft draft, ReferralMade made, DateOnly on, int others, Provider? except)
    {
        if (except is not null)
            Add(except);
        for (var i = 0; i < others; i++)
            Add(
                OtherProvider(
                    made.Sought.Residential == Suitability.Preferred
                        ? PlacementCategory.ExternalResidential
                        : PlacementCategory.ExternalFostering
                )
            );

        void Add(Provider provider) =>
            draft.Add(
                random,
                new ProviderApproached
                {
                    EffectiveOn = on,
                    ReferralId = made.ReferralId,
                    Provider = provider,
                    Framework = provider.Id == "own" ? null : random.Chance(0.8),
                }
            );
    }

    private Provider OtherProvider(PlacementCategory category)
    {
        var residential = category is PlacementCategory.ExternalResidential or PlacementCategory.ResidentialSchool;
        var number = random.Below(residential ? 14 : 12);
        return residential
            ? new Provider { Id = $"rp-{number + 1:00}", Name = InventedNames.Firm(number, "Homes") }
            : new Provider { Id = $"fa-{number + 1:00}", Name = InventedNames.Firm(number, "Fostering") };
    }

    private Draft Next(DateOnly on, Draft after)
    {
        var draft = new Draft { On = on, Prompt = true };
        draft.After.Add(after);
        drafts.Add(draft);
        return draft;
    }

    private ReferralMade Referral(PlannedStay stay, bool urgent, DateOnly on)
    {
        var planned = stay.Referral ?? ByChance(stay, on);
        return new ReferralMade
        {
            EffectiveOn = on,
            ReferralId = random.Id(),
            Urgency =
                urgent ? Urgency.Today
                : random.Chance(0.35) ? Urgency.UnderFiveDays
                : Urgency.OverFiveDays,
            Sought = stay.Referral is { Residential: false }
                ? new SoughtHomes { Foster = Suitability.Preferred }
                : SoughtHomesFor(stay.Category),
            Needs = new ReferralNeeds
            {
                Communication =
                    child.Unaccompanied ? [CommunicationNeed.Esol]
                    : child.Disabled && random.Chance(0.2) ? [CommunicationNeed.Makaton]
                    : [],
                AdaptedHome = child.Disabled && random.Chance(0.25),
                LivingWith =
                    planned.LivingWith
                    ?? random.Weighted<LivingWith?>((LivingWith.WithOthers, 40), (LivingWith.NoPreference, 30), (null, 21)),
                ExtraSupport = random.Chance(0.15),
                DeprivationOfLiberty = planned.DeprivationOfLiberty,
                ParentAndChild = planned.ParentAndChild,
                Circumstances = planned.Circumstances,
            },
            RisksToChild = planned.Risks,
            RisksToOthers = planned.Violent ? [RiskToOthers.Physical] : [],
            SiblingsToPlaceTogether = planned.Siblings,
        };
    }

    /// <summary>Needs of other years are about as frequent as those of the reviewed one.</summary>
    private PlannedReferral ByChance(PlannedStay stay, DateOnly on)
    {
        var teenager = child.AgeOn(on) >= 11;
        var residential = stay.Category == PlacementCategory.ExternalResidential;
        var referral = new PlannedReferral
        {
            Child = child,
            On = on,
            Residential = residential,
            IsMove = stay != child.Periods[0].Stays[0],
            LivingWith = random.Chance(0.09) ? LivingWith.Solo : null,
            DeprivationOfLiberty = residential && teenager && random.Chance(0.06),
            ParentAndChild = on < child.Birthday(1) && random.Chance(0.25),
            Siblings = child.HasSiblings && random.Chance(0.4) ? random.Between(1, 2) : 0,
            Violent = teenager && random.Chance(0.13),
        };
        referral.Risks.AddRange(RisksToChild(teenager));
        referral.Circumstances.AddRange(Circumstances(teenager, referral.IsMove));
        return referral;
    }

    private IEnumerable<ReferralCircumstance> Circumstances(bool teenager, bool isMove)
    {
        if (random.Chance(0.08))
            yield return ReferralCircumstance.DomesticViolence;
        if (isMove && random.Chance(0.15))
            yield return ReferralCircumstance.FosteringBreakdown;
        if (random.Chance(0.07))
            yield return ReferralCircumstance.TherapeuticNeed;
        if (teenager && random.Chance(0.09))
            yield return ReferralCircumstance.SuicideThreatOrAttempt;
        if (teenager && random.Chance(0.1))
            yield return ReferralCircumstance.SexualExploitation;
        if (random.Chance(child.Disabled ? 0.3 : 0.02))
            yield return ReferralCircumstance.Autism;
        if (random.Chance(0.03))
            yield return ReferralCircumstance.SpecialEducationalNeeds;
    }

    private IEnumerable<RiskToChild> RisksToChild(bool teenager)
    {
        if (random.Chance(teenager ? 0.3 : 0.03))
            yield return RiskToChild.GoingMissing;
        if (random.Chance(teenager ? 0.18 : 0.02))
            yield return RiskToChild.SexualExploitation;
        if (random.Chance(teenager ? 0.16 : 0.01))
            yield return RiskToChild.SelfHarm;
        if (teenager && random.Chance(0.15))
            yield return RiskToChild.DrugsOrAlcohol;
    }

    private static SoughtHomes SoughtHomesFor(PlacementCategory category) =>
        category switch
        {
            PlacementCategory.ExternalResidential or PlacementCategory.ResidentialSchool or PlacementCategory.Secure => new SoughtHomes
            {
                Residential = Suitability.Preferred,
                Foster = Suitability.Unsuitable,
            },
            PlacementCategory.IndependentLiving => new SoughtHomes { Supported = Suitability.Preferred, Foster = Suitability.Suitable },
            _ => new SoughtHomes { Foster = Suitability.Preferred },
        };
}
