using Placements.Domain.Codes;
using Placements.Domain.Journey.Events;

namespace Placements.Domain.Journey.Rules;

internal static class PlacementRules
{
    public static readonly Rule Overlaps = new("placement_overlaps", Severity.Refuse, "SSDA903 rules 142, 501");

    public static readonly Rule MoveFromPlacementLeft = new("move_from_placement_left", Severity.Refuse, "SSDA903 rules 433, 501");

    public static readonly Rule EndOfPlacementLeft = new("end_of_placement_left", Severity.Refuse, "SSDA903 rules 148, 501");

    public static readonly Rule UnknownPlacement = new(
        "placement_unknown",
        Severity.Refuse,
        "ours: an entry names a placement of the child"
    );

    public static readonly Rule IdUsedTwice = new("placement_id_used_twice", Severity.Refuse, "ours: one id, one stay");

    public static readonly Rule DetailsAfterEnd = new("placement_details_after_end", Severity.Flag, "ours");

    public static readonly Rule OutsideCare = new(
        "placement_outside_care",
        Severity.Flag,
        "ours: the start of care is often recorded later"
    );

    /// <summary>
    /// The return calls this no episode (rule 355) and takes the state at the day's end; but a child who was moved twice in a day was
    /// moved twice, so the fact stands and is shown.
    /// </summary>
    public static readonly Rule UnderADay = new("placement_under_a_day", Severity.Flag, "SSDA903 rule 355");

    public static readonly Rule CustodyUnderTen = new("custody_move_under_10", Severity.Refuse, "SSDA903 rule 234");

    public static readonly Rule NegativeCost = new("weekly_cost_negative", Severity.Refuse, "ours: pence, never below nothing");

    public static readonly Rule NegativeNotice = new("notice_negative", Severity.Refuse, "ours: hours, never below nothing");

    public static void Check(CareJourney journey, List<StandingFact> facts, List<Finding> findings)
    {
        var born = journey.Child?.DateOfBirth;
        foreach (var placement in journey.Placements)
        {
            if (placement.EndedOn == placement.StartedOn)
                findings.Add(UnderADay.Broken(placement.StartedOn, "The placement began and ended on one day.", [.. placement.EntryIds]));
            if (placement.EndReason == ChangeReason.Custody && born is { } dob && placement.EndedOn < Age.Birthday(dob, 10))
                findings.Add(
                    CustodyUnderTen.Broken(
                        placement.EndedOn!.Value,
                        "Custody cannot be the reason for moving a child under ten.",
                        placement.EndSaidBy
                    )
                );
        }
        foreach (var fact in facts)
            CheckNumbers(fact, findings);
    }

    private static void CheckNumbers(StandingFact standing, List<Finding> findings)
    {
        var (weeklyCost, noticeHours) = standing.Fact switch
        {
            PlacementStarted fact => (fact.Placement.WeeklyCost, null),
            PlacementMoved fact => (fact.To.WeeklyCost, fact.NoticeHours),
            PlacementDetailsChanged fact => (fact.WeeklyCost, null),
            PlacementBrokeDown fact => (null, fact.NoticeHours),
            OfferReceived fact => (fact.WeeklyCost, null),
            _ => ((long?)null, (int?)null),
        };
        if (weeklyCost < 0)
            findings.Add(NegativeCost.Broken(standing.Fact.EffectiveOn, "A weekly cost cannot be less than nothing.", standing.EntryId));
        if (noticeHours < 0)
            findings.Add(NegativeNotice.Broken(standing.Fact.EffectiveOn, "Notice cannot be less than no hours.", standing.EntryId));
    }
}
