using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Reading;

/// <summary>An entry that made an answer differ from an earlier one.</summary>
/// <param name="CorrectsEntryId">The entry that a correction or void is about.</param>
/// <param name="Reason">Why, where a correction or void says so.</param>
public sealed record DifferenceCause(
    Guid EntryId,
    string Type,
    DateOnly EffectiveOn,
    DateTimeOffset RecordedAt,
    string RecordedBy,
    Guid? CorrectsEntryId,
    string? Reason
)
{
    internal static DifferenceCause Of(Entry entry)
    {
        var (corrects, reason) = entry.Fact switch
        {
            EntryCorrected correction => (correction.EntryId, correction.Reason),
            EntryVoided voided => (voided.EntryId, voided.Reason),
            _ => ((Guid?)null, (string?)null),
        };
        return new DifferenceCause(
            entry.Id,
            EventCatalogue.TypeOf(entry.Fact).Name,
            entry.Fact.EffectiveOn,
            entry.RecordedAt,
            entry.RecordedBy,
            corrects,
            reason
        );
    }
}
