using System.Text.Json;
using System.Text.Json.Nodes;
using Placements.Application.Keys;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;
using Placements.EventStore;

namespace Placements.Application.Json;

/// <summary>Facts to stored events and back. What names or describes a person is encrypted with the key of the child's record.</summary>
public static class StoredFacts
{
    /// <summary>
    /// Steps from one stored shape of an event to the next, by frozen name and the version they start from. A step is added together with
    /// a raised <see cref="FrozenNameAttribute.Version"/>, and stays for 75 years.
    /// </summary>
    internal static readonly Dictionary<(string Name, int From), Func<JsonObject, JsonObject>> Upcasts = new()
    {
        // History taken over from returns brought members that may be unknown: an older entry does not have them, and says nothing.
        [("care_started", 1)] = shape => shape,
        [("care_ended", 1)] = shape => shape,
        [("placement_started", 1)] = shape => shape,
        [("placement_moved", 1)] = shape => shape,
        [("placement_details_changed", 1)] = shape => shape,
        // Parent and baby together, and what lies behind the need: an older entry was not asked, and says nothing.
        [("referral_made", 1)] = shape => shape,
    };

    private static readonly StoredShapes Shapes = new(EventCatalogue.All, Upcasts, PlacementsJson.Stored);

    /// <param name="key">Of the record that the fact goes into. One that is made by this is to be kept with the append.</param>
    public static NewEvent ToStore(Guid entryId, ChildEvent fact, ChildKey key)
    {
        var type = EventCatalogue.TypeOf(fact);
        return new NewEvent(
            entryId,
            StoredShapes.NameOf(type),
            $"{type.Class.FullName}, {type.Class.Assembly.GetName().Name}",
            PersonalMembers.Within(key, entryId, () => Shapes.Write(fact))
        );
    }

    public static IReadOnlyList<Entry> FromStore(StreamHistory stream, IKeyWrapping keys)
    {
        using var key = ChildKey.Of(stream, keys);
        return FromStore(stream, key);
    }

    public static IReadOnlyList<Entry> FromStore(StreamHistory stream, ChildKey key)
    {
        var events = stream.Events;
        var entries = new Entry[events.Count];
        // A few people write most of a record, often one line after the other: their names need not be read from JSON each time.
        var (text, headers) = ((string?)null, (EntryHeaders?)null);
        for (var i = 0; i < entries.Length; i++)
        {
            var stored = events[i];
            if (stored.Headers != text)
            {
                (text, headers) = (stored.Headers, EntryHeaders.Read(stored.Headers));
            }
            entries[i] = Entry(stored, headers, key);
        }
        return entries;
    }

    private static Entry Entry(StoredEvent stored, EntryHeaders? headers, ChildKey key) =>
        new(
            stored.Id,
            stored.Version,
            stored.RecordedAt,
            headers?.Name ?? stored.UserName ?? "unknown",
            PersonalMembers.Within(key, stored.Id, () => Shapes.Read(stored.Type, stored.Data))
        )
        {
            Source = headers?.Source,
        };
}

/// <summary>What is kept beside each event of an append for those who read the record later: who recorded it, and where it came from.</summary>
public sealed record EntryHeaders(string Name)
{
    /// <summary>The import that brought the entry, the file and line in it, and what was put right on the way.</summary>
    public Guid? Batch { get; init; }

    public string? File { get; init; }

    public long? Line { get; init; }

    public string? Repaired { get; init; }

    internal EntrySource? Source => Batch is { } batch ? new EntrySource(batch, File ?? "", Line ?? 0, Repaired) : null;

    public static EntryHeaders Of(string name, EntrySource? source) =>
        new(name)
        {
            Batch = source?.Batch,
            File = source?.File,
            Line = source?.Line,
            Repaired = source?.Repaired,
        };

    public static EntryHeaders? Read(string? json) =>
        json is null ? null : JsonSerializer.Deserialize<EntryHeaders>(json, PlacementsJson.Options);

    public string ToJson() => JsonSerializer.Serialize(this, Compact);

    private static readonly JsonSerializerOptions Compact = new(PlacementsJson.Options)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };
}
