namespace Placements.Domain.Journey.Rules;

internal static class ReferralRules
{
    public static readonly Rule Unknown = new("referral_unknown", Severity.Refuse, "ours: an entry names a referral or offer of the child");

    public static readonly Rule IdUsedTwice = new("referral_id_used_twice", Severity.Refuse, "ours: one id, one referral or offer");

    public static readonly Rule ClosedAlready = new("referral_closed_already", Severity.Refuse, "ours");

    public static readonly Rule EndedBeforeItBegan = new("search_ended_before_it_began", Severity.Refuse, "ours: as SSDA903 rule 356");

    public static readonly Rule NegativeNumber = new(
        "referral_number_negative",
        Severity.Refuse,
        "ours: counts and pence, never below nothing"
    );

    public static void Check(CareJourney journey, List<Finding> findings)
    {
        foreach (var referral in journey.Referrals)
        {
            if (referral.Facts.SiblingsToPlaceTogether < 0 || referral.Offers.Any(offer => offer.Facts.WeeklyCost < 0))
                findings.Add(
                    NegativeNumber.Broken(
                        referral.StartedOn,
                        "A number of siblings or an offered cost cannot be less than nothing.",
                        [.. referral.EntryIds]
                    )
                );

            if (referral.EndedOn < referral.StartedOn)
                findings.Add(
                    EndedBeforeItBegan.Broken(
                        referral.EndedOn.Value,
                        $"The referral is recorded as closed on {referral.EndedOn:yyyy-MM-dd}, before it was made on {referral.StartedOn:yyyy-MM-dd}.",
                        [.. referral.EntryIds]
                    )
                );
            foreach (var offer in referral.Offers)
            {
                if (offer.EndedOn < offer.StartedOn)
                    findings.Add(
                        EndedBeforeItBegan.Broken(
                            offer.EndedOn.Value,
                            $"The offer is recorded as ended on {offer.EndedOn:yyyy-MM-dd}, before it was received on {offer.StartedOn:yyyy-MM-dd}.",
                            [.. offer.EntryIds]
                        )
                    );
            }
        }
    }
}
