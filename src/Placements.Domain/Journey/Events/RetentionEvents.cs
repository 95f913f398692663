namespace Placements.Domain.Journey.Events;

/// <summary>
/// The record need not be kept any longer: names, addresses, identifiers and free text of the child were made unreadable for good, in every
/// entry. What happened stays, and figures with it. The last entry of its record; nobody records it by hand.
/// </summary>
[FrozenName("personal_data_erased")]
public sealed record PersonalDataErased : ChildEvent
{
    /// <summary>The first day on which the record need not be kept.</summary>
    public required DateOnly RetentionEndedOn { get; init; }

    public override string InWords() => "Personal data erased";
}
