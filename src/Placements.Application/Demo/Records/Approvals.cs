using Placements.Application.Demo.Lives;
using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Demo.Records;

/// <summary>
/// Approval and notice of a placement out of area. Mostly in time; some came afterwards and some never did, which is what the domain
/// flags.
/// </summary>
internal static class Approvals
{
    public static void Write(DemoRandom random, PlannedStay stay, Draft placed, List<Draft> drafts)
    {
        var missing = random.Chance(0.07);
        if (!missing)
        {
            var late = random.Chance(0.1);
            // A planned placement may be recorded some days ahead, and then its approval has been given.
            var lead = placed.Foreseen ? random.Between(10, 16) : random.Between(0, 9);
            var on = late ? stay.From.AddDays(random.Between(2, 30)) : stay.From.AddDays(-lead);
            var approval = new PlacementApproved
            {
                EffectiveOn = on,
                PlacementId = stay.Facts.PlacementId,
                ApprovedBy = ApproverOf(random, stay),
            };
            // Approved beforehand, but written down with the placement, since only then there is something to hang it on.
            if (!late && random.Chance(0.6))
                placed.Add(random, approval);
            else
                WriteLater(random, approval, placed, drafts);
        }

        if (random.Chance(0.45))
        {
            var notice = new PlacementNotified
            {
                EffectiveOn = stay.From.AddDays(random.Between(-4, 6)),
                PlacementId = stay.Facts.PlacementId,
                Told = random.Weighted<IReadOnlyList<NotifiedParty>>(
                    ([NotifiedParty.AreaAuthority, NotifiedParty.HealthBoard, NotifiedParty.School], 5),
                    ([NotifiedParty.AreaAuthority, NotifiedParty.Parents, NotifiedParty.ReviewingOfficer], 3),
                    ([NotifiedParty.AreaAuthority], 2)
                ),
            };
            WriteLater(random, notice, placed, drafts);
        }
    }

    private static void WriteLater(DemoRandom random, ChildEvent fact, Draft placed, List<Draft> drafts)
    {
        var draft = new Draft { On = fact.EffectiveOn, Prompt = true };
        draft.After.Add(placed);
        draft.Add(random, fact);
        drafts.Add(draft);
    }

    private static Approver ApproverOf(DemoRandom random, PlannedStay stay)
    {
        if (stay.Facts.Country is Country.Scotland or Country.NorthernIreland || stay.Category == PlacementCategory.Secure)
            return Approver.Minister;
        return random.Chance(0.6) ? Approver.OutOfAreaPanel : Approver.NominatedOfficer;
    }
}
