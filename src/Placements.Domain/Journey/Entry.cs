using Placements.Domain.Journey.Events;

namespace Placements.Domain.Journey;

/// <summary>One entry of a child's stream, as the store gives it back.</summary>
/// <param name="Version">Position in the stream, from 1, without gaps.</param>
/// <param name="RecordedAt">When we learnt it (UTC); given by the store, never by a client.</param>
public sealed record Entry(Guid Id, long Version, DateTimeOffset RecordedAt, string RecordedBy, ChildEvent Fact)
{
    /// <summary>Where an entry that was taken over from elsewhere comes from; null for one that a person made.</summary>
    public EntrySource? Source { get; init; }
}

/// <summary>Where an entry was taken over from.</summary>
/// <param name="Batch">The import that brought it.</param>
/// <param name="File">Relative to what was imported.</param>
/// <param name="Line">From 1; the line on which the row begins.</param>
/// <param name="Repaired">What was put right between the row and the entry, in a sentence; null: nothing.</param>
public sealed record EntrySource(
    Guid Batch,
    [property: Disclosure(About.PerhapsOthers)] string File,
    long Line,
    [property: Disclosure(About.TheChild)] string? Repaired
);

/// <summary>
/// A fact that stands: the latest revision of an entry that is not voided, under the entry's first id and in its first place in the
/// recorded order.
/// </summary>
public sealed record StandingFact(Guid EntryId, long Version, ChildEvent Fact)
{
    /// <summary>
    /// Applies corrections and voids recorded up to <paramref name="asKnownAt"/> (inclusive; null: all). One that decide would have
    /// refused (of an unknown entry, of a correction) changes nothing: the fold never fails.
    /// </summary>
    public static List<StandingFact> Of(IReadOnlyList<Entry> entries, DateTimeOffset? asKnownAt = null)
    {
        var standing = new List<StandingFact>(entries.Count);
        Dictionary<Guid, int>? places = null;

        foreach (var entry in entries)
        {
            if (asKnownAt is { } limit && entry.RecordedAt > limit)
                break;

            switch (entry.Fact)
            {
                case EntryCorrected { Facts: not (EntryCorrected or EntryVoided) } correction when PlaceOf(correction.EntryId) is { } place:
                    standing[place] = standing[place] with { Fact = correction.Facts };
                    break;
                case EntryVoided correction when PlaceOf(correction.EntryId) is { } place:
                    standing.RemoveAt(place);
                    places = null;
                    break;
                case EntryCorrected or EntryVoided:
                    break;
                default:
                    standing.Add(new StandingFact(entry.Id, entry.Version, entry.Fact));
                    places?.TryAdd(entry.Id, standing.Count - 1);
                    break;
            }
        }
        return standing;

        int? PlaceOf(Guid id)
        {
            if (places is null)
            {
                places = [];
                for (var i = 0; i < standing.Count; i++)
                    places.TryAdd(standing[i].EntryId, i);
            }
            return places.TryGetValue(id, out var place) ? place : null;
        }
    }
}
