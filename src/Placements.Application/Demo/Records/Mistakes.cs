using Placements.Application.Demo.Lives;
using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Demo.Records;

/// <summary>
/// Puts mistakes into what was recorded, each with the correction that came later; and entries that should never have been made,
/// with their void. What stands in the end is the plan.
/// </summary>
internal sealed class Mistakes(DemoTargets targets, DemoRandom random, PlannedChild child, List<Draft> drafts)
{
    private readonly bool livesWithParents = drafts.Exists(draft =>
        draft.Facts.Exists(entry => PlacementIn(entry.Fact)?.Kind == PlacementKind.WithParents)
    );

    public void Make()
    {
        var corrections = new List<Draft>();
        Draft? before = null;
        foreach (var draft in drafts)
        {
            if (draft.InOrder && random.Chance(targets.MistakeShare) && MakeIn(draft, before) is { } correction)
                corrections.Add(correction);
            if (draft.InOrder)
                before = draft;
        }
        drafts.AddRange(corrections);
        if (random.Chance(targets.VoidShare))
            MakeNeedless();
    }

    private Draft? MakeIn(Draft draft, Draft? before)
    {
        if (random.Chance(0.4))
            return MistakeDate(draft, before);

        for (var i = 0; i < draft.Facts.Count; i++)
        {
            var (id, truth) = draft.Facts[i];
            if (PlacementIn(truth) is not { } placement || Mistaken(placement) is not var (wrong, reason) || wrong == placement)
                continue;

            draft.Facts[i] = (
                id,
                truth is PlacementMoved moved ? moved with { To = wrong } : (PlacementStarted)truth with { Placement = wrong }
            );
            return Correct(draft, reason, [(id, draft.Facts[i].Fact, truth)]);
        }
        return null;
    }

    /// <summary>
    /// A day up to a week too early, where nothing else happened meanwhile. Too late would be recorded before it is said to be true.
    /// </summary>
    private Draft? MistakeDate(Draft draft, Draft? before)
    {
        if (before is null || draft.Foreseen || livesWithParents || draft.HasTime)
            return null;

        var wrong = draft.On.AddDays(-random.Between(1, 6));
        var lastBefore = before.Facts.Max(entry => entry.Fact.EffectiveOn);
        if (wrong <= lastBefore || wrong <= child.Born || child.LastDayOfCare <= draft.On)
            return null;

        var changed = new List<(Guid, ChildEvent, ChildEvent)>();
        for (var i = 0; i < draft.Facts.Count; i++)
        {
            var (id, truth) = draft.Facts[i];
            if (!IsStep(truth) || truth.EffectiveOn != draft.On)
                continue;
            var wrongly = truth with { EffectiveOn = wrong };
            draft.Facts[i] = (id, wrongly);
            changed.Add((id, wrongly, truth));
        }
        return changed.Count == 0
            ? null
            : Correct(
                draft,
                random.Weighted(
                    ("Date taken from the wrong form", 3),
                    ("The carer gave the right date", 4),
                    ("Typing error in the date", 3.0)
                ),
                changed
            );
    }

    private static bool IsStep(ChildEvent fact) =>
        fact is CareStarted or PlacementStarted or PlacementMoved or PlacementBrokeDown or PlacementEnded or LegalStatusChanged;

    private Draft Correct(Draft draft, string reason, List<(Guid EntryId, ChildEvent Wrong, ChildEvent Truth)> changed)
    {
        var correction = new Draft { On = draft.On, DaysLater = 1 + random.Skewed(18) };
        correction.After.Add(draft);
        foreach (var (entryId, wrong, truth) in changed)
        {
            correction.Add(
                random,
                new EntryCorrected
                {
                    EffectiveOn = wrong.EffectiveOn,
                    EntryId = entryId,
                    Facts = truth,
                    Reason = reason,
                }
            );
        }
        return correction;
    }

    private (PlacementFacts Wrong, string Reason)? Mistaken(PlacementFacts truth)
    {
        switch (random.Below(4))
        {
            case 0 when truth.Provider is not null:
                return (
                    truth with
                    {
                        Provider = new Provider { Id = "fa-00", Name = "Not stated (demo)" },
                    },
                    "Wrong provider chosen from the list"
                );
            case 1 when OtherKind(truth.Kind) is { } kind:
                return (truth with { Kind = kind }, "Wrong kind of home chosen");
            case 2 when truth.WeeklyCost is { } cost:
                return (truth with { WeeklyCost = cost * 10 / 7 / 100 * 100 }, "Cost was entered with extras that are billed apart");
            case 3 when truth is { OutOfCountyReason: not null, Country: Country.Wales }:
                return (
                    truth with
                    {
                        HostAuthority = null,
                        Postcode = null,
                        OutOfCountyReason = null,
                    },
                    "Address of the home was not known at first"
                );
            default:
                return null;
        }
    }

    /// <summary>Kinds that are easily confused, and that the same providers offer.</summary>
    private static PlacementKind? OtherKind(PlacementKind kind) =>
        kind switch
        {
            PlacementKind.FosterCare => PlacementKind.KinshipFosterCare,
            PlacementKind.KinshipFosterCare => PlacementKind.FosterCare,
            PlacementKind.ChildrensHome => PlacementKind.ResidentialCareHome,
            PlacementKind.SupportedAccommodation => PlacementKind.IndependentLiving,
            PlacementKind.IndependentLiving => PlacementKind.SupportedAccommodation,
            _ => null,
        };

    /// <summary>Something of another child was entered here.</summary>
    private void MakeNeedless()
    {
        var placed = drafts.FindAll(draft => draft.Facts.Exists(entry => PlacementIn(entry.Fact) is not null));
        if (placed.Count == 0)
            return;

        var draft = random.Pick(placed);
        var placement = draft.Facts.Select(entry => PlacementIn(entry.Fact)).First(facts => facts is not null)!;
        var on = draft.On.AddDays(random.Between(0, 5));
        ChildEvent needless = random.Chance(0.5)
            ? new PlacementDetailsChanged
            {
                EffectiveOn = on,
                PlacementId = placement.PlacementId,
                Reason = "Yearly change of the fee",
                WeeklyCost = random.Between(400, 1500) * 100L,
            }
            : new PlacementNotified
            {
                EffectiveOn = on,
                PlacementId = placement.PlacementId,
                Told = [NotifiedParty.School],
            };

        var entered = new Draft { On = on };
        entered.After.Add(draft);
        var id = entered.Add(random, needless);
        drafts.Add(entered);

        var voided = new Draft { On = on, DaysLater = random.Between(0, 30) };
        voided.After.Add(entered);
        voided.Add(
            random,
            new EntryVoided
            {
                EffectiveOn = on,
                EntryId = id,
                Reason = "Entered on the wrong child's record",
            }
        );
        drafts.Add(voided);
    }

    private static PlacementFacts? PlacementIn(ChildEvent fact) =>
        fact switch
        {
            PlacementStarted started => started.Placement,
            PlacementMoved moved => moved.To,
            _ => null,
        };
}
