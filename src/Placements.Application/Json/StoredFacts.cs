using System.Text.Json;
using System.Text.Json.Nodes;
using Placements.Domain.Journey;
using Placements.Domain.Journey.Events;
using Placements.EventStore;

namespace Placements.Application.Json;

/// <summary>Facts to stored events and back.</summary>
public static class StoredFacts
{
    /// <summary>
    /// Steps from one stored shape of an event to the next, by frozen name and the version they start from. Empty while every event
    /// has its first shape; a step is added together with a raised <see cref="FrozenNameAttribute.Version"/>, and stays for 75 years.
    /// </summary>
    internal static readonly Dictionary<(string Name, int From), Func<JsonObject, JsonObject>> Upcasts = [];

    private static readonly StoredShapes Shapes = new(EventCatalogue.All, Upcasts);

    public static NewEvent ToStore(Guid entryId, ChildEvent fact)
    {
        var type = EventCatalogue.TypeOf(fact);
        return new NewEvent(
            entryId,
            StoredShapes.NameOf(type),
            $"{type.Class.FullName}, {type.Class.Assembly.GetName().Name}",
            Shapes.Write(fact)
        );
    }

    public static IReadOnlyList<Entry> FromStore(IReadOnlyList<StoredEvent> events)
    {
        var entries = new Entry[events.Count];
        // A few people write most of a record, often one line after the other: their names need not be read from JSON each time.
        var (headers, name) = ((string?)null, (string?)null);
        for (var i = 0; i < entries.Length; i++)
        {
            var stored = events[i];
            if (stored.Headers != headers)
            {
                (headers, name) = (stored.Headers, NameIn(stored.Headers));
            }
            entries[i] = Entry(stored, name);
        }
        return entries;
    }

    public static Entry FromStore(StoredEvent stored) => Entry(stored, NameIn(stored.Headers));

    public static ChildEvent Read(string storedName, byte[] data) => Shapes.Read(storedName, data);

    private static Entry Entry(StoredEvent stored, string? name) =>
        new(stored.Id, stored.Version, stored.RecordedAt, name ?? stored.UserName ?? "unknown", Read(stored.Type, stored.Data));

    private static string? NameIn(string? headers) =>
        headers is null ? null : JsonSerializer.Deserialize<EntryHeaders>(headers, PlacementsJson.Options)?.Name;
}

/// <summary>What is kept beside each event of an append: the name of who recorded it, for those who read the record later.</summary>
public sealed record EntryHeaders(string Name)
{
    public string ToJson() => JsonSerializer.Serialize(this, PlacementsJson.Options);
}
