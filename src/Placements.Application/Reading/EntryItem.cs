using System.Text.Json;
using Placements.Application.Json;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;

namespace Placements.Application.Reading;

/// <summary>One entry of the stream as it was recorded, with what was recorded about it later.</summary>
/// <param name="Facts">The payload as recorded, never as corrected.</param>
/// <param name="Corrections">In recorded order.</param>
public sealed record EntryItem(
    Guid EntryId,
    string Type,
    DateOnly EffectiveOn,
    long Version,
    DateTimeOffset RecordedAt,
    string RecordedBy,
    string InWords,
    JsonElement Facts,
    IReadOnlyList<CorrectionItem> Corrections
)
{
    /// <summary>Where the entry was taken over from; null for one that a person made.</summary>
    public EntrySource? Source { get; init; }

    /// <summary>The raw stream in recorded order, as known at an instant.</summary>
    public static IReadOnlyList<EntryItem> Of(OpenedChild child, DateOnly? asAt, DateTimeOffset asKnownAt)
    {
        var known = child.Entries.Where(entry => entry.RecordedAt <= asKnownAt).ToList();
        var corrections = known
            .Where(entry => CorrectionItem.Target(entry) is not null)
            .ToLookup(entry => CorrectionItem.Target(entry)!.Value);
        return
        [
            .. known
                .Where(entry => asAt is null || entry.Fact.EffectiveOn <= asAt)
                .Select(entry => new EntryItem(
                    entry.Id,
                    EventCatalogue.TypeOf(entry.Fact).Name,
                    entry.Fact.EffectiveOn,
                    entry.Version,
                    entry.RecordedAt,
                    entry.RecordedBy,
                    entry.Fact.InWords(),
                    Json(entry.Fact),
                    [.. corrections[entry.Id].Select(CorrectionItem.Of)]
                )
                {
                    Source = entry.Source,
                }),
        ];
    }

    private static JsonElement Json(ChildEvent fact) => JsonSerializer.SerializeToElement(fact, fact.GetType(), PlacementsJson.Options);
}

/// <param name="EntryId">Of the correction or void itself.</param>
/// <param name="Facts">What stands in place of the entry; null for a void.</param>
public sealed record CorrectionItem(
    Guid EntryId,
    string Type,
    long Version,
    DateTimeOffset RecordedAt,
    string RecordedBy,
    string Reason,
    JsonElement? Facts
)
{
    internal static Guid? Target(Entry entry) =>
        entry.Fact switch
        {
            EntryCorrected correction => correction.EntryId,
            EntryVoided voided => voided.EntryId,
            _ => null,
        };

    internal static CorrectionItem Of(Entry entry)
    {
        var (reason, facts) = entry.Fact switch
        {
            EntryCorrected correction => (correction.Reason, (ChildEvent?)correction.Facts),
            EntryVoided voided => (voided.Reason, null),
            _ => throw new InvalidOperationException("Not a correction."),
        };
        return new CorrectionItem(
            entry.Id,
            EventCatalogue.TypeOf(entry.Fact).Name,
            entry.Version,
            entry.RecordedAt,
            entry.RecordedBy,
            reason,
            // As the base type, so that the member "type" says what kind of fact it is.
            facts is null
                ? null
                : JsonSerializer.SerializeToElement(facts, PlacementsJson.Options)
        );
    }
}
