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
        for (var i = 0; i < entries.Length; i++)
        {
            entries[i] = FromStore(events[i]);
        }
        return entries;
    }

    public static Entry FromStore(StoredEvent stored)
    {
        var by = stored.Headers is null ? null : JsonSerializer.Deserialize<EntryHeaders>(stored.Headers, PlacementsJson.Options)?.Name;
        return new Entry(stored.Id, stored.Version, stored.RecordedAt, by ?? stored.UserName ?? "unknown", Read(stored.Type, stored.Data));
    }

    public static ChildEvent Read(string storedName, byte[] data) => Shapes.Read(storedName, data);
}

/// <summary>What is kept beside each event of an append: the name of who recorded it, for those who read the record later.</summary>
public sealed record EntryHeaders(string Name)
{
    public string ToJson() => JsonSerializer.Serialize(this, PlacementsJson.Options);
}
