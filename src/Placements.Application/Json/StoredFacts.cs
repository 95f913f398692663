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
    private static readonly Dictionary<(string Name, int From), Func<JsonObject, JsonObject>> Upcasts = [];

    public static NewEvent ToStore(Guid entryId, ChildEvent fact)
    {
        var type = EventCatalogue.TypeOf(fact);
        return new NewEvent(
            entryId,
            StoredName(type),
            $"{type.Class.FullName}, {type.Class.Assembly.GetName().Name}",
            JsonSerializer.SerializeToUtf8Bytes(fact, type.Class, PlacementsJson.Options)
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

    public static ChildEvent Read(string storedName, byte[] data)
    {
        if (EventCatalogue.Find(storedName) is { } current && StoredName(current) == storedName)
        {
            return (ChildEvent)JsonSerializer.Deserialize(data, current.Class, PlacementsJson.Options)!;
        }

        var (name, version) = Split(storedName);
        var type =
            EventCatalogue.Find(name)
            ?? throw new InvalidOperationException($"The log holds an event named {storedName}, which this program does not know.");
        var shape = JsonNode.Parse(data)!.AsObject();
        for (; version < type.Version; version++)
        {
            shape = Upcasts[(name, version)](shape);
        }
        return (ChildEvent)shape.Deserialize(type.Class, PlacementsJson.Options)!;
    }

    /// <summary>The frozen name, with a suffix from the second shape on, as Marten names upcast events.</summary>
    private static string StoredName(EventCatalogue.EventType type) => type.Version == 1 ? type.Name : $"{type.Name}_v{type.Version}";

    private static Entry Entry(StoredEvent stored, string? name) =>
        new(stored.Id, stored.Version, stored.RecordedAt, name ?? stored.UserName ?? "unknown", Read(stored.Type, stored.Data));

    private static string? NameIn(string? headers) =>
        headers is null ? null : JsonSerializer.Deserialize<EntryHeaders>(headers, PlacementsJson.Options)?.Name;

    private static (string Name, int Version) Split(string storedName)
    {
        var suffix = storedName.LastIndexOf("_v", StringComparison.Ordinal);
        return suffix > 0 && int.TryParse(storedName.AsSpan(suffix + 2), out var version)
            ? (storedName[..suffix], version)
            : (storedName, 1);
    }
}

/// <summary>What is kept beside each event of an append: the name of who recorded it, for those who read the record later.</summary>
public sealed record EntryHeaders(string Name)
{
    public string ToJson() => JsonSerializer.Serialize(this, PlacementsJson.Options);
}
