namespace Placements.Domain.Journey.Rules;

internal static class ReferralRules
{
    public static readonly Rule Unknown = new("referral_unknown", Severity.Refuse, "ours: an entry names a referral or offer of the child");

    public static readonly Rule IdUsedTwice = new("referral_id_used_twice", Severity.Refuse, "ours: one id, one referral");

    public static readonly Rule ClosedAlready = new("referral_closed_already", Severity.Refuse, "ours");
}
